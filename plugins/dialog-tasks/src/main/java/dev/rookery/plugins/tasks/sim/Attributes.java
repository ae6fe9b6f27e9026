package dev.rookery.plugins.tasks.sim;

import java.util.List;

/** What the personas of {@code persona-sim} can be made of. */
final class Attributes {

  /** Values that each attribute has at least. */
  static final int VALUES = 12;

  static final List<Attribute> ALL =
      List.of(
          Attribute.of(
              "pet",
              "i have a %s .",
              "dog cat bird rabbit horse hamster snake turtle parrot goat duck pony",
              """
              i have a pet %s .
              i own a %s .
              my pet is a %s .\
              """,
              """
              do you have pets ?
              what pet do you have ?
              what is your pet ?\
              """),
          Attribute.of(
              "job",
              "i am a %s .",
              "teacher doctor nurse lawyer cook farmer pilot baker painter banker writer plumber",
              """
              i work as a %s .
              i am a %s .
              i became a %s .\
              """,
              """
              what is your job ?
              what do you do ?
              where do you work ?\
              """),
          Attribute.of(
              "color",
              "i like %s .",
              "red blue green yellow purple pink black white brown gray silver gold",
              """
              my favorite color is %s .
              i love the color %s .
              my house is %s .\
              """,
              """
              what is your favorite color ?
              which color do you like ?
              what color is best ?\
              """),
          Attribute.of(
              "food",
              "i eat %s .",
              "pizza pasta rice soup sushi salad steak chicken curry bread cheese noodles",
              """
              my favorite food is %s .
              i often eat %s .
              i love to eat %s .\
              """,
              """
              what do you eat ?
              what is your favorite food ?
              are you hungry ?\
              """),
          Attribute.of(
              "city",
              "i live in %s .",
              "paris london rome berlin tokyo boston chicago dallas madrid dublin moscow vienna",
              """
              i live in %s .
              my home is in %s .
              i moved to %s .\
              """,
              """
              where do you live ?
              which city are you from ?
              where is your home ?\
              """),
          Attribute.of(
              "instrument",
              "i play the %s .",
              "piano guitar drums violin flute trumpet harp cello banjo clarinet tuba bass",
              """
              i play the %s .
              i practice the %s .
              i am learning the %s .\
              """,
              """
              do you play music ?
              which instrument do you play ?
              what do you play ?\
              """),
          Attribute.of(
              "sport",
              "my sport is %s .",
              "tennis soccer golf hockey baseball basketball football rugby boxing judo karate"
                  + " bowling",
              """
              my favorite sport is %s .
              i am good at %s .
              i like to watch %s .\
              """,
              """
              do you like sports ?
              what is your sport ?
              which sport do you like ?\
              """),
          Attribute.of(
              "drink",
              "i drink %s .",
              "tea coffee milk water juice soda lemonade wine beer cocoa cider rum",
              """
              my favorite drink is %s .
              i drink %s every day .
              i like to drink %s .\
              """,
              """
              what do you drink ?
              what is your favorite drink ?
              are you thirsty ?\
              """),
          Attribute.of(
              "hobby",
              "i enjoy %s .",
              "reading hiking baking fishing drawing dancing singing knitting swimming gardening"
                  + " camping running",
              """
              my hobby is %s .
              i enjoy %s .
              i spend weekends %s .\
              """,
              """
              what are your hobbies ?
              what do you enjoy ?
              what is your hobby ?\
              """),
          Attribute.of(
              "siblings",
              "i have %s brothers .",
              "two three four five six seven eight nine ten eleven twelve twenty",
              """
              i have %s brothers .
              my mother has %s sons .
              i grew up with %s brothers .\
              """,
              """
              do you have brothers ?
              how many brothers do you have ?
              is your family big ?\
              """),
          Attribute.of(
              "birthday",
              "i was born in %s .",
              "january february march april may june july august september october november"
                  + " december",
              """
              i was born in %s .
              my birthday is in %s .
              i turn thirty in %s .\
              """,
              """
              when is your birthday ?
              when were you born ?
              what is your birth month ?\
              """),
          Attribute.of(
              "car",
              "i drive a %s .",
              "truck van bus taxi jeep sedan tractor motorcycle scooter limousine wagon bicycle",
              """
              i drive a %s .
              i bought a new %s .
              my %s is very old .\
              """,
              """
              what do you drive ?
              do you have a car ?
              how do you travel ?\
              """));

  private Attributes() {}
}
