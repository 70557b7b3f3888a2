package io.carillon.http.frankenphp;

import static io.carillon.http.endpoint.Endpoint.delete;
import static io.carillon.http.endpoint.Endpoint.get;
import static io.carillon.http.endpoint.Endpoint.post;

import io.carillon.engine.Engine;
import io.carillon.http.endpoint.Endpoint;
import io.carillon.http.settings.AdminSettings.SendDefaults;
import java.util.List;

/** The rows of {@code /frankenphp_ws}. */
public final class FrankenphpApi {
  private FrankenphpApi() {}

  /** All rows, answered by one engine. */
  public static List<Endpoint> endpoints(Engine engine, SendDefaults defaults) {
    Sends sends = new Sends(engine, new SendParameters(defaults));
    Connections connections = new Connections(engine);
    Tags tags = new Tags(engine);
    return List.of(
        post("/frankenphp_ws/sendAll", sends::toAll),
        post("/frankenphp_ws/send/{clientID}", sends::toConnection),
        post("/frankenphp_ws/sendToTag/{tag}", sends::toTag),
        post("/frankenphp_ws/sendToTagExpression/{expression}", sends::toTagExpression),
        get("/frankenphp_ws/getClients", connections::list),
        get("/frankenphp_ws/getClientsCount", connections::count),
        get("/frankenphp_ws/getAllRoutes", connections::routes),
        get("/frankenphp_ws/getClientsByRoute/{route}", connections::byRoute),
        post("/frankenphp_ws/killConnection/{clientID}", connections::kill),
        post("/frankenphp_ws/renameConnection/{currentId}/{newId}", connections::rename),
        post("/frankenphp_ws/tag/{clientID}", tags::tag),
        delete("/frankenphp_ws/untag/{clientID}/{tag}", tags::untag),
        delete("/frankenphp_ws/clearTags/{clientID}", tags::clear),
        get("/frankenphp_ws/getTags/{clientID}", tags::ofConnection),
        get("/frankenphp_ws/getAllTags", tags::all),
        get("/frankenphp_ws/getClientsByTag/{tag}", tags::connections),
        get("/frankenphp_ws/getTagCount/{tag}", tags::count),
        get(
            "/frankenphp_ws/getClientsByTagExpression/{expression}",
            tags::connectionsByExpression));
  }
}
