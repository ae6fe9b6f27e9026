package dev.rookery.registry.download;

import dev.rookery.api.UserException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;

/** Puts files where a web server takes them with the method PUT, as WebDAV servers do. */
public final class HttpUploads {

  private final DownloadSettings settings;
  private final HttpConnections connections;

  /** Uploads with the proxies and tokens of an environment. */
  public HttpUploads(DownloadSettings settings, Map<String, String> environment) {
    this.settings = settings;
    connections = new HttpConnections(environment, settings.stall());
  }

  /**
   * Puts a file.
   *
   * @throws UserException if the server doesn't take it, or the network may not be used
   */
  public void put(Path file, URI target) {
    if (settings.offline()) {
      throw new UserException("offline, so that nothing can be put to " + target);
    }
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(target)
              .timeout(settings.stall().multipliedBy(10))
              .PUT(HttpRequest.BodyPublishers.ofFile(file));
      int status =
          connections.send(target, request, HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status / 100 != 2) {
        throw new UserException(
            "can't put "
                + target
                + ": the server answered "
                + status
                + switch (status) {
                  case 401, 403 ->
                      " (no access); set "
                          + AccessTokens.VARIABLE
                          + "="
                          + target.getHost()
                          + "=TOKEN";
                  case 405, 501 -> " (it takes no files); push to a folder, and copy it there";
                  default -> "";
                });
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserException("putting " + target + " was interrupted", e);
    } catch (IOException e) {
      throw new UserException(
          "can't put "
              + target
              + ": "
              + SourceReader.reason(e, target)
              + "; check the address, and if the server takes no files (PUT), push to a folder and"
              + " copy it there",
          e);
    }
  }
}
