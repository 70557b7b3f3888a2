package io.carillon.engine.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionJsonTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                        | {}                      | {}
          {}                        | {'a':1}                 | {'a':1}
          {'a':1}                   | {}                      | {'a':1}
          {'a':1,'b':2}             | {'a':3}                 | {'a':3,'b':2}
          {'a':{'x':1,'y':2}}       | {'a':{'y':3,'z':4}}     | {'a':{'x':1,'y':3,'z':4}}
          {'a':{'b':{'c':{'d':1}}}} | {'a':{'b':{'c':{'e':2}}}} | {'a':{'b':{'c':{'d':1,'e':2}}}}
          {'a':[1,2,3]}             | {'a':[9]}               | {'a':[9,2,3]}
          {'a':[1]}                 | {'a':[7,8,9]}           | {'a':[7,8,9]}
          {'a':[{'x':1},{'y':2}]}   | {'a':[{'z':3}]}         | {'a':[{'x':1,'z':3},{'y':2}]}
          {'a':[[1,2],[3]]}         | {'a':[[9]]}             | {'a':[[9,2],[3]]}
          {'a':1}                   | {'a':null}              | {'a':null}
          {'a':null}                | {'a':{'x':1}}           | {'a':{'x':1}}
          {'a':{'x':1}}             | {'a':5}                 | {'a':5}
          {'a':5}                   | {'a':[1]}               | {'a':[1]}
          {'a':{'x':1}}             | {'a':[1]}               | {'a':[1]}
          {'a':[1]}                 | {'a':{'x':1}}           | {'a':{'x':1}}
          {'a':{'x':1}}             | {'a':[]}                | {'a':{'x':1}}
          {'a':[1]}                 | {'a':{}}                | {'a':[1]}
          {'a':[]}                  | {'a':{'x':1}}           | {'a':{'x':1}}
          {'n':0.1}                 | {'m':12345678901234567890.5} | {'n':0.1,'m':12345678901234567890.5}
          {'ü':'😀'}                | {'ü':'é'}               | {'ü':'é'}
          """)
  void mergesAtEveryDepth(String object, String change, String result) {
    assertThat(SessionJson.updated(json(object), json(change))).isEqualTo(json(result));
  }

  @Test
  void writesCompactly() {
    assertThat(SessionJson.compact(json(" { 'a' : [ 1 , { } ] } ")))
        .isEqualTo(json("{'a':[1,{}]}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "1", "null", "{", "{'a':1,'a':2}", "{}x", "{'a':1e99999999999}"})
  void takesObjectsOnly(String text) {
    assertThatThrownBy(() -> SessionJson.compact(json(text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("invalid JSON");
    assertThatThrownBy(() -> SessionJson.updated(json("{}"), json(text)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void isNoDeeperThanWhatWentIn() {
    String deepest = "{'a':".repeat(31) + "{}" + "}".repeat(31);
    assertThat(SessionJson.updated(json(deepest), json(deepest))).isEqualTo(json(deepest));
    assertThatThrownBy(() -> SessionJson.compact(json("{'a':" + deepest + "}")))
        .hasMessageContaining("nested deeper than 32");
  }

  private static ByteString json(String text) {
    return ByteString.fromString(text.replace('\'', '"'));
  }
}
