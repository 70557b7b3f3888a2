package io.carillon.engine.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CloseCodeTest {

  @ParameterizedTest
  @CsvSource({
    "0, false", "999, false", "1000, true", "1003, true", "1004, false", "1005, false",
    "1006, false", "1007, true", "1014, true", "1015, false", "1016, false", "2999, false",
    "3000, true", "4999, true", "5000, false", "65535, false", "-1, false"
  })
  void knowsWhatMayBeSent(int code, boolean sendable) {
    assertThat(CloseCode.isSendable(code)).isEqualTo(sendable);
  }

  @ParameterizedTest
  @EnumSource
  void isFoundByItsNumber(CloseCode code) {
    assertThat(CloseCode.of(code.code())).contains(code);
  }

  @Test
  void otherNumbersHaveNoName() {
    assertThat(CloseCode.of(1004)).isEmpty();
    assertThat(CloseCode.of(4000)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "NORMAL_CLOSURE, 1000, false",
    "GOING_AWAY, 1001, true",
    "PROTOCOL_ERROR, 1002, false",
    "UNSUPPORTED_DATA, 1003, false",
    "INVALID_FRAME_PAYLOAD_DATA, 1007, false",
    "POLICY_VIOLATION, 1008, false",
    "MESSAGE_TOO_BIG, 1009, false",
    "INTERNAL_ERROR, 1011, true",
    "SERVICE_RESTART, 1012, true",
    "TRY_AGAIN_LATER, 1013, true"
  })
  void tellsWhetherToComeBack(CloseCode code, int number, boolean reconnect) {
    assertThat(code.code()).isEqualTo(number);
    assertThat(code.reconnect()).isEqualTo(reconnect);
  }
}
