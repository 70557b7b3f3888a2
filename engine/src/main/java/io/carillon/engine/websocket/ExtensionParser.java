package io.carillon.engine.websocket;

import io.carillon.engine.websocket.ExtensionOffer.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads an extension list (RFC 6455 §9.1, with the list rule of RFC 9110 §5.6.1 that allows empty
 * elements):
 *
 * <pre>
 * list      = [ extension ] *( "," [ extension ] )
 * extension = token *( ";" token [ "=" ( token / quoted-string ) ] )
 * </pre>
 *
 * <p>Spaces and tabs may stand around every delimiter. A quoted value must be a token once
 * unquoted.
 */
final class ExtensionParser {
  private final String text;
  private int at;

  ExtensionParser(String text) {
    this.text = text;
  }

  Optional<List<ExtensionOffer>> parse() {
    List<ExtensionOffer> offers = new ArrayList<>();
    while (true) {
      skipBlanks();
      if (at < text.length() && text.charAt(at) != ',') {
        Optional<ExtensionOffer> offer = extension();
        if (offer.isEmpty()) {
          return Optional.empty();
        }
        offers.add(offer.get());
      }
      if (at == text.length()) {
        return Optional.of(offers);
      }
      if (!skip(',')) {
        return Optional.empty();
      }
    }
  }

  private Optional<ExtensionOffer> extension() {
    String name = token();
    if (name.isEmpty()) {
      return Optional.empty();
    }
    List<Parameter> parameters = new ArrayList<>();
    while (skip(';')) {
      Optional<Parameter> parameter = parameter();
      if (parameter.isEmpty()) {
        return Optional.empty();
      }
      parameters.add(parameter.get());
    }
    return Optional.of(new ExtensionOffer(name, parameters));
  }

  private Optional<Parameter> parameter() {
    String name = token();
    if (name.isEmpty()) {
      return Optional.empty();
    }
    if (!skip('=')) {
      return Optional.of(new Parameter(name, Optional.empty()));
    }
    skipBlanks();
    String value = skip('"') ? quoted() : token();
    return value.isEmpty()
        ? Optional.empty()
        : Optional.of(new Parameter(name, Optional.of(value)));
  }

  /** The longest token from here, with the blanks around it skipped; empty if there is none. */
  private String token() {
    skipBlanks();
    int start = at;
    while (at < text.length() && Tokens.isTokenChar(text.charAt(at))) {
      at++;
    }
    String token = text.substring(start, at);
    skipBlanks();
    return token;
  }

  /** The rest of a quoted string after its opening quote; empty unless it is a token. */
  private String quoted() {
    StringBuilder value = new StringBuilder();
    while (at < text.length() && text.charAt(at) != '"') {
      if (text.charAt(at) == '\\') {
        at++;
      }
      if (at == text.length() || !Tokens.isTokenChar(text.charAt(at))) {
        return "";
      }
      value.append(text.charAt(at));
      at++;
    }
    if (!skip('"')) {
      return "";
    }
    skipBlanks();
    return value.toString();
  }

  private boolean skip(char delimiter) {
    if (at < text.length() && text.charAt(at) == delimiter) {
      at++;
      return true;
    }
    return false;
  }

  private void skipBlanks() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
  }
}
