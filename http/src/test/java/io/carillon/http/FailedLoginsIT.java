package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FailedLoginsIT {
  private static final String TOKEN = "canary-5f0e";
  private static final String PATH = "/frankenphp_ws/getClientsCount";

  private static HttpResponse<String> ask(Door door, String token) {
    return door.admin("GET", PATH, "", "Authorization", "Bearer " + token);
  }

  @Test
  void aThousandWrongTokensAreTurnedAwayAndTheRightOneIsStillTaken() {
    try (Door door = Door.open("carillon.admin.token = " + TOKEN)) {
      Map<Integer, Integer> statuses = new HashMap<>();
      HttpResponse<String> last = null;
      for (int i = 0; i < 1_000; i++) {
        last = ask(door, "guess-" + i);
        statuses.merge(last.statusCode(), 1, Integer::sum);
      }

      assertThat(statuses.keySet()).containsExactlyInAnyOrder(401, 429);
      assertThat(statuses.get(401)).isBetween(20, 200); // a slow machine sees more than one minute
      assertThat(last.statusCode()).isEqualTo(429);
      assertThat(last.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 60L);
      assertThat(last.body()).isEqualTo("{\"error\":\"too many wrong tokens, try again later\"}\n");
      assertThat(ask(door, TOKEN).statusCode()).isEqualTo(200);
      assertThat(ask(door, "guess").statusCode()).isEqualTo(429);
    }
  }

  @Test
  void whoBringsNoTokenIsAskedForOneHoweverOften() {
    try (Door door = Door.open("carillon.admin.token = " + TOKEN)) {
      for (int i = 0; i < 50; i++) {
        assertThat(door.get(PATH).statusCode()).isEqualTo(401);
      }
    }
  }
}
