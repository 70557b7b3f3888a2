package io.carillon.http.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.Level;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Target;
import io.carillon.http.endpoint.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BroadcastRequestTest {
  private static final String A = "00000001aaaaaaaaaaaaaaaaaaaaaaaa";
  private static final String B = "00000001bbbbbbbbbbbbbbbbbbbbbbbb";

  private static BroadcastRequest read(String json) {
    return BroadcastRequest.read(
        ByteString.fromString(json.replace('\'', '"'), StandardCharsets.UTF_8));
  }

  private static BroadcastRequest withTarget(String target) {
    return read("{'target':" + target + ",'message':{'text':'x'}}");
  }

  private static BroadcastRequest withMessage(String message) {
    return read("{'target':{'all':true},'message':" + message + "}");
  }

  private static ConnectionId id(String hex) {
    return ConnectionId.parse(hex).orElseThrow();
  }

  @Test
  void fillsInTheDefaults() {
    BroadcastRequest request = withTarget("{'all':true}");

    assertThat(request.target()).isEqualTo(Target.all());
    assertThat(request.message()).isEqualTo(Message.text("x"));
    assertThat(request.options()).isEqualTo(BroadcastOptions.DEFAULT.withLatency());
  }

  @Test
  void readsEveryOption() {
    BroadcastRequest request =
        read(
            "{'target':{'all':true},'message':{'text':'x'},'level':'received','timeout':'500ms',"
                + "'quorum':3,'timeToLive':2000,'conflationKey':'price'}");

    assertThat(request.options())
        .isEqualTo(
            new BroadcastOptions(
                Level.RECEIVED,
                Duration.ofMillis(500),
                Optional.of(3),
                Optional.of(Duration.ofSeconds(2)),
                Optional.of("price"),
                true));
  }

  @Test
  void readsEveryTarget() {
    assertThat(withTarget("{'route':'/chat'}").target()).isEqualTo(Target.route("/chat"));
    assertThat(withTarget("{'listener':'main','route':'/c'}").target())
        .isEqualTo(Target.listener("main").within("/c"));
    assertThat(withTarget("{'tag':'vip'}").target()).isEqualTo(Target.tag("vip"));
    assertThat(withTarget("{'tags':['a','b'],'route':'/c'}").target())
        .isEqualTo(Target.tag("a", "b").within("/c"));
    assertThat(withTarget("{'group':'a'}").target()).isEqualTo(Target.group("a"));
    assertThat(withTarget("{'groups':['a','b']}").target()).isEqualTo(Target.group("a", "b"));
    assertThat(withTarget("{'user':'7'}").target()).isEqualTo(Target.user("7"));
    assertThat(withTarget("{'users':[]}").target()).isEqualTo(Target.user());
    assertThat(withTarget("{'tagExpression':'vip & !b','route':'/c'}").target())
        .isEqualTo(Target.tagExpression("vip & !b").within("/c"));
    assertThat(withTarget("{'connection':'" + A + "'}").target())
        .isEqualTo(Target.connection(id(A)));
    assertThat(withTarget("{'connections':[]}").target())
        .isEqualTo(Target.of(new Target.Listed(List.of())));
    assertThat(
            withTarget("{'connections':['" + A + "','" + B + "'],'exclude':['" + B + "']}")
                .target())
        .isEqualTo(Target.connection(id(A), id(B)).excluding(Set.of(id(B))));
  }

  @Test
  void readsEveryMessage() {
    ByteString hi = ByteString.fromString("hi");

    assertThat(withMessage("{'text':''}").message()).isEqualTo(Message.text(""));
    assertThat(withMessage("{'text':'hi','kind':'binary'}").message())
        .isEqualTo(Message.binary(hi));
    assertThat(withMessage("{'base64':'aGk='}").message()).isEqualTo(Message.binary(hi));
    assertThat(withMessage("{'base64':'aGk=','kind':'text'}").message())
        .isEqualTo(Message.text("hi"));
    assertThat(withMessage("{'text':'\\ud83d\\ude00'}").message().utf8()).isEqualTo("😀");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'message':{'text':'x'}}                                          | target
          {'target':[],'message':{'text':'x'}}                              | target
          {'target':{},'message':{'text':'x'}}                              | target
          {'target':{'all':false},'message':{'text':'x'}}                   | target.all
          {'target':{'all':1},'message':{'text':'x'}}                       | target.all
          {'target':{'all':true,'route':'/a'},'message':{'text':'x'}}       | target.route
          {'target':{'all':true,'tag':'a'},'message':{'text':'x'}}          | target.tag
          {'target':{'tag':'a','tags':['b']},'message':{'text':'x'}}        | target.tags
          {'target':{'listener':5},'message':{'text':'x'}}                  | target.listener
          {'target':{'all':true,'listener':'a'},'message':{'text':'x'}}     | target.listener
          {'target':{'tag':5},'message':{'text':'x'}}                       | target.tag
          {'target':{'groups':'a'},'message':{'text':'x'}}                  | target.groups
          {'target':{'user':7},'message':{'text':'x'}}                      | target.user
          {'target':{'user':'7','users':['8']},'message':{'text':'x'}}      | target.users
          {'target':{'tagExpression':'(a'},'message':{'text':'x'}}          | target.tagExpression
          {'target':{'tagExpression':5},'message':{'text':'x'}}             | target.tagExpression
          {'target':{'tag':'a','tagExpression':'a'},'message':{'text':'x'}} | target.tagExpression
          {'target':{'tags':'a'},'message':{'text':'x'}}                    | target.tags
          {'target':{'tags':['a',5]},'message':{'text':'x'}}                | target.tags[1]
          {'target':{'connection':''},'message':{'text':'x'}}               | target.connection
          {'target':{'connections':['']},'message':{'text':'x'}}            | target.connections[0]
          {'target':{'all':true,'exclude':['a','']},'message':{'text':'x'}} | target.exclude[1]
          {'target':{'all':true,'rout':'/a'},'message':{'text':'x'}}        | target.rout
          {'target':{'all':true}}                                           | message
          {'target':{'all':true},'message':'x'}                             | message
          {'target':{'all':true},'message':{}}                              | message
          {'target':{'all':true},'message':{'text':'x','base64':'aGk='}}    | message
          {'target':{'all':true},'message':{'text':5}}                      | message.text
          {'target':{'all':true},'message':{'text':'\\ud800'}}              | message.text
          {'target':{'all':true},'message':{'base64':'a*'}}                 | message.base64
          {'target':{'all':true},'message':{'base64':'/w==','kind':'text'}} | message.kind
          {'target':{'all':true},'message':{'text':'x','kind':'json'}}      | message.kind
          {'target':{'all':true},'message':{'text':'x','to':'y'}}           | message.to
          {'target':{'all':true},'message':{'text':'x'},'level':'sent'}     | level
          {'target':{'all':true},'message':{'text':'x'},'level':'processed'} | level
          {'target':{'all':true},'message':{'text':'x'},'timeout':'0s'}     | timeout
          {'target':{'all':true},'message':{'text':'x'},'timeout':'61s'}    | timeout
          {'target':{'all':true},'message':{'text':'x'},'timeout':0}        | timeout
          {'target':{'all':true},'message':{'text':'x'},'timeout':1.5}      | timeout
          {'target':{'all':true},'message':{'text':'x'},'timeout':1e30}     | timeout
          {'target':{'all':true},'message':{'text':'x'},'timeout':true}     | timeout
          {'target':{'all':true},'message':{'text':'x'},'quorum':0}         | quorum
          {'target':{'all':true},'message':{'text':'x'},'quorum':'3'}       | quorum
          {'target':{'all':true},'message':{'text':'x'},'quorum':2.0}       | quorum
          {'target':{'all':true},'message':{'text':'x'},'quorum':3000000000} | quorum
          {'target':{'all':true},'message':{'text':'x'},'timeToLive':'25h'} | timeToLive
          {'target':{'all':true},'message':{'text':'x'},'conflationKey':''} | conflationKey
          {'target':{'all':true},'message':{'text':'x'},'priority':1}       | priority
          """)
  void namesTheFieldThatIsWrong(String json, String field) {
    Refusal refusal = catchThrowableOfType(Refusal.class, () -> read(json));

    assertThat(refusal.status().intValue()).isEqualTo(400);
    assertThat(refusal.field()).contains(field);
    assertThat(refusal.detail()).startsWith(field + ": ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'target':{},'message':{'text':'x'}}             | target: expected exactly one of route, all, listener, tag, tags, tagExpression, group, groups, user, users, connection, connections, was {}
          {'target':5,'message':{'text':'x'}}              | target: expected an object, was 5
          {'target':{'tags':'a'},'message':{'text':'x'}}   | target.tags: expected a list of texts, was "a"
          {'target':{'tags':['a',5]},'message':{'text':'x'}} | target.tags[1]: expected a text, was 5
          {'target':{'connections':['a','']},'message':{'text':'x'}} | target.connections[1]: expected an id of 1 to 128 characters without control characters, was ""
          {'target':{'all':true},'message':{}}             | message: expected exactly one of text and base64, was {}
          {'target':{'all':true},'message':null}           | message: is missing, expected an object
          {'target':{'all':true},'message':{'text':'x'},'quorum':0} | quorum: expected a whole number of at least 1, was 0
          {'target':{'all':true},'message':{'text':'x'},'timeout':'5'} | timeout: expected a duration from 1ms to 60s with its unit, as in "500ms" or "10s", or a number of milliseconds, was "5"
          {'target':{'all':true},'message':{'text':'x'},'level':'a\\nb'} | level: expected one of accepted, written, received, was "a\\nb"
          """)
  void saysWhatWasExpectedAndWhatWasSent(String json, String detail) {
    Refusal refusal = catchThrowableOfType(Refusal.class, () -> read(json));

    assertThat(refusal.detail()).isEqualTo(detail);
  }

  @Test
  void showsNoMoreOfAValueThanHelps() {
    Refusal refusal =
        catchThrowableOfType(
            Refusal.class, () -> withMessage("{'text':{'a':'" + "x".repeat(10_000) + "'}}"));

    assertThat(refusal.detail())
        .isEqualTo("message.text: expected a text, was {\"a\":\"" + "x".repeat(94) + "...");
  }
}
