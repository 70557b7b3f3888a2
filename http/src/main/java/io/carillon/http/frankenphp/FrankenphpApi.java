package io.carillon.http.frankenphp;

import static io.carillon.http.endpoint.Endpoint.delete;
import static io.carillon.http.endpoint.Endpoint.get;
import static io.carillon.http.endpoint.Endpoint.post;

import io.carillon.engine.Engine;
import io.carillon.engine.message.Target;
import io.carillon.http.endpoint.Endpoint;
import io.carillon.http.settings.AdminSettings.SendDefaults;
import java.util.List;
import java.util.stream.Stream;

/** The rows of {@code /frankenphp_ws}. */
public final class FrankenphpApi {
  private FrankenphpApi() {}

  /**
   * All rows, answered by one engine.
   *
   * @param everybody whom {@code sendAll}, {@code getClients} and {@code getClientsCount} mean
   *     without a route
   */
  public static List<Endpoint> endpoints(Engine engine, SendDefaults defaults, Target everybody) {
    return Stream.of(
            messaging(engine, new SendParameters(defaults), everybody),
            information(new Information(engine)),
            globals(new Globals(engine)),
            pings(new Pings(engine)),
            recordings(new Recordings(engine)),
            ghosts(new Ghosts(engine)))
        .flatMap(List::stream)
        .toList();
  }

  private static List<Endpoint> ghosts(Ghosts ghosts) {
    return List.of(
        post("/frankenphp_ws/activateGhost/{clientID}", ghosts::activate),
        post("/frankenphp_ws/releaseGhost/{clientID}", ghosts::release),
        get("/frankenphp_ws/isGhost/{clientID}", ghosts::isGhost));
  }

  private static List<Endpoint> recordings(Recordings recordings) {
    return List.of(
        post("/frankenphp_ws/enableQueueCounter/{clientID}", recordings::enable),
        post("/frankenphp_ws/disableQueueCounter/{clientID}", recordings::disable),
        get("/frankenphp_ws/getClientMessageCounter/{clientID}", recordings::counter),
        get("/frankenphp_ws/getClientMessageQueue/{clientID}", recordings::queue),
        post("/frankenphp_ws/clearClientMessageQueue/{clientID}", recordings::clear));
  }

  private static List<Endpoint> pings(Pings pings) {
    return List.of(
        post("/frankenphp_ws/enablePing/{clientID}", pings::enable),
        post("/frankenphp_ws/disablePing/{clientID}", pings::disable),
        get("/frankenphp_ws/getClientPingTime/{clientID}", pings::time));
  }

  private static List<Endpoint> globals(Globals globals) {
    return List.of(
        post("/frankenphp_ws/global/set/{key}", globals::put),
        get("/frankenphp_ws/global/get/{key}", globals::value),
        get("/frankenphp_ws/global/has/{key}", globals::has),
        delete("/frankenphp_ws/global/delete/{key}", globals::delete));
  }

  private static List<Endpoint> information(Information information) {
    return List.of(
        post("/frankenphp_ws/setStoredInformation/{clientID}/{key}", information::store),
        get("/frankenphp_ws/getStoredInformation/{clientID}/{key}", information::value),
        delete("/frankenphp_ws/deleteStoredInformation/{clientID}/{key}", information::delete),
        delete("/frankenphp_ws/clearStoredInformation/{clientID}", information::clear),
        get("/frankenphp_ws/hasStoredInformation/{clientID}/{key}", information::has),
        get("/frankenphp_ws/listStoredInformationKeys/{clientID}", information::keys),
        get("/frankenphp_ws/getAllStoredInformation/{clientID}", information::all),
        get("/frankenphp_ws/searchStoredInformation", information::search));
  }

  private static List<Endpoint> messaging(
      Engine engine, SendParameters parameters, Target everybody) {
    Sends sends = new Sends(engine, parameters, everybody);
    Connections connections = new Connections(engine, everybody);
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
