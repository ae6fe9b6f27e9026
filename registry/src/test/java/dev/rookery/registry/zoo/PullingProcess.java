package dev.rookery.registry.zoo;

import dev.rookery.registry.download.DownloadProgress;
import dev.rookery.registry.download.HttpDownloads;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Pulls the model "tutor": arguments are a zoo's address and a cache folder. */
final class PullingProcess {

  private PullingProcess() {}

  public static void main(String[] args) {
    Zoo zoo =
        new Zoo(
            List.of(args[0]),
            new HttpDownloads(TestingZoo.QUICK, Map.of(), DownloadProgress.SILENT),
            new ModelCache(Path.of(args[1])));
    zoo.open(zoo.find(ZooName.parse("tutor")));
  }
}
