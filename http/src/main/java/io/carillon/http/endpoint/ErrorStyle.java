package io.carillon.http.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;

/** How an API writes its errors. */
public enum ErrorStyle {
  /**
   * {@code {"error":"method not allowed"}}; a path that does not exist is answered in plain text,
   * as the multiplexer of the compatible system does.
   */
  COMPATIBLE {
    @Override
    HttpResponse body(Refusal refusal) {
      if (refusal.status().equals(StatusCodes.NOT_FOUND)) {
        return Answer.text(refusal.status(), "404 page not found");
      }
      return Answer.json(refusal.status(), Answer.object().put("error", refusal.detail()));
    }
  },

  /** {@code {"success":false,"error":"event_type is required"}}. */
  ENVELOPE {
    @Override
    HttpResponse body(Refusal refusal) {
      ObjectNode envelope = Answer.object().put("success", false).put("error", refusal.detail());
      return Answer.json(refusal.status(), envelope);
    }
  },

  /**
   * RFC 9457 problem JSON, with {@code field} where one field is wrong: {@code
   * {"type":"about:blank","title":"Bad Request","status":400,"detail":"...","field":"quorum"}}.
   */
  PROBLEM {
    @Override
    HttpResponse body(Refusal refusal) {
      ObjectNode problem =
          Answer.object()
              .put("type", "about:blank")
              .put("title", refusal.status().reason())
              .put("status", refusal.status().intValue())
              .put("detail", refusal.detail());
      refusal.field().ifPresent(field -> problem.put("field", field));
      return Answer.problem(refusal.status(), problem);
    }
  };

  /** The style of the admin port's API that a path, still encoded, belongs to. */
  public static ErrorStyle ofPath(String path) {
    return path.equals("/v1") || path.startsWith("/v1/") ? PROBLEM : COMPATIBLE;
  }

  /** The answer to a request that is refused. */
  public HttpResponse render(Refusal refusal) {
    return body(refusal).addHeaders(refusal.headers());
  }

  abstract HttpResponse body(Refusal refusal);
}
