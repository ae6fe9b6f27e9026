package dev.rookery.plugins.tasks;

import dev.rookery.api.Plugin;
import dev.rookery.api.dialogue.DialogueFormatFactory;
import dev.rookery.api.dialogue.MutatorFactory;
import dev.rookery.api.dialogue.TeacherFactory;
import dev.rookery.plugins.tasks.convai2.ConvAi2Task;
import dev.rookery.plugins.tasks.format.FileTasks;
import dev.rookery.plugins.tasks.mutator.Mutators;
import dev.rookery.plugins.tasks.sequence.SequenceTask;
import dev.rookery.plugins.tasks.sim.SimulatedTasks;
import java.util.ArrayList;
import java.util.List;

/** Dialogue tasks from files, from published data and from simulators, and ParlAI's mutators. */
public final class DialogTasksPlugin implements Plugin {

  @Override
  public List<TeacherFactory> teachers() {
    List<TeacherFactory> all = new ArrayList<>(FileTasks.teachers());
    all.add(new ConvAi2Task());
    all.addAll(SimulatedTasks.teachers());
    all.add(new SequenceTask());
    return List.copyOf(all);
  }

  @Override
  public List<MutatorFactory> mutators() {
    return Mutators.all();
  }

  @Override
  public List<DialogueFormatFactory> dialogueFormats() {
    return FileTasks.formats();
  }
}
