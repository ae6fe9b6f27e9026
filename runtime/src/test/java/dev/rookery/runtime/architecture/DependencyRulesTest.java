package dev.rookery.runtime.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;

/** Dependencies point one way: plugins to api, registry to api, runtime to registry and api. */
@AnalyzeClasses(packages = "dev.rookery", importOptions = ImportOption.DoNotIncludeTests.class)
final class DependencyRulesTest {

  private static final String API = "dev.rookery.api..";
  private static final String REGISTRY = "dev.rookery.registry..";
  private static final String RUNTIME = "dev.rookery.runtime..";
  private static final String PLUGINS = "dev.rookery.plugins..";

  private static final Set<String> READ_AGAIN =
      Set.of("mul", "div", "mod", "pow", "muli", "divi", "modi", "powi", "maximum", "minimum");

  @ArchTest
  static final ArchRule API_KNOWS_NOBODY =
      noClasses()
          .that()
          .resideInAPackage(API)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(REGISTRY, RUNTIME, PLUGINS);

  @ArchTest
  static final ArchRule API_NEEDS_ONLY_DJL_AND_SLF4J =
      classes()
          .that()
          .resideInAPackage(API)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(API, "java..", "ai.djl..", "org.slf4j..", "org.jspecify..");

  @ArchTest
  static final ArchRule REGISTRY_KNOWS_ONLY_API =
      noClasses()
          .that()
          .resideInAPackage(REGISTRY)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(RUNTIME, PLUGINS);

  /** See {@link dev.rookery.api.nn.Scale}. */
  @ArchTest
  static final ArchRule NO_NUMBER_THAT_THE_BACKWARD_PASS_WOULD_READ_FREED =
      noClasses()
          .should()
          .callMethodWhere(
              describe(
                  "an NDArray is combined with a number that is freed before the backward pass",
                  call ->
                      call.getTargetOwner().isEquivalentTo(NDArray.class)
                          && READ_AGAIN.contains(call.getName())
                          && call.getTarget().getRawParameterTypes().stream()
                              .anyMatch(type -> type.isEquivalentTo(Number.class))));

  @ArchTest
  static final ArchRule RUNTIME_KNOWS_NO_PLUGIN =
      noClasses()
          .that()
          .resideInAPackage(RUNTIME)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(PLUGINS);

  @ArchTest
  static final ArchRule PLUGINS_KNOW_ONLY_API =
      noClasses()
          .that()
          .resideInAPackage(PLUGINS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(REGISTRY, RUNTIME);

  @ArchTest
  static final ArchRule ONLY_RUNTIME_USES_GUICE_CONFIG_AND_PICOCLI =
      noClasses()
          .that()
          .resideOutsideOfPackage(RUNTIME)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.google.inject..", "com.typesafe..", "picocli..");

  @ArchTest
  static final ArchRule ONLY_THE_COMMAND_LINE_USES_PICOCLI =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.rookery.runtime.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("picocli..");

  /** Otherwise the rules above would hold for want of anything to look at. */
  @ArchTest
  static void everyLayerIsLookedAt(JavaClasses classes) {
    for (String layer : new String[] {"api", "registry", "runtime", "plugins"}) {
      assertThat(classes)
          .anyMatch(type -> type.getPackageName().startsWith("dev.rookery." + layer));
    }
  }

  @ArchTest
  static void everyPackageIsNullMarked(JavaClasses classes) {
    Set<String> unmarked = new TreeSet<>();
    for (JavaClass type : classes) {
      if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
        unmarked.add(type.getPackageName());
      }
    }
    assertThat(unmarked).isEmpty();
  }
}
