package io.carillon.http.v1;

import static io.carillon.http.endpoint.Endpoint.delete;
import static io.carillon.http.endpoint.Endpoint.get;
import static io.carillon.http.endpoint.Endpoint.post;
import static io.carillon.http.endpoint.Endpoint.put;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.http.endpoint.Answer;
import io.carillon.http.endpoint.Call;
import io.carillon.http.endpoint.Endpoint;
import io.carillon.http.endpoint.Refusal;
import io.carillon.http.jobs.Job;
import io.carillon.http.jobs.JobRun;
import io.carillon.http.jobs.JobStatus;
import io.carillon.http.jobs.Jobs;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;

/** The endpoints of jobs. */
final class JobApi {
  private final Jobs jobs;

  private JobApi(Jobs jobs) {
    this.jobs = jobs;
  }

  static List<Endpoint> endpoints(Jobs jobs) {
    JobApi api = new JobApi(jobs);
    return List.of(
        get("/v1/jobs", api::all),
        get("/v1/jobs/{name}", api::describe),
        put("/v1/jobs/{name}", api::define),
        delete("/v1/jobs/{name}", api::remove),
        post("/v1/jobs/{name}/run", api::run));
  }

  /** Every job with its last run, by name in order. */
  private CompletionStage<HttpResponse> all(Call call) {
    call.query().allowOnly(Set.of());
    return jobs.all().thenApply(JobApi::list);
  }

  /** A job with its last run; 404 if there is none. */
  private CompletionStage<HttpResponse> describe(Call call) {
    call.query().allowOnly(Set.of());
    return jobs.find(call.parameter("name")).thenApply(status -> Answer.json(found(status)));
  }

  /**
   * Defines a job, in place of the one of its name: 201 if there was none, else 200, with the job
   * as it stands; 409 for one of the configuration and for one too many.
   */
  private CompletionStage<HttpResponse> define(Call call) {
    call.query().allowOnly(Set.of());
    Job job = JobRequest.read(call.parameter("name"), call.body());
    return jobs.define(job)
        .thenCompose(
            defined ->
                switch (defined) {
                  case CREATED, REPLACED ->
                      jobs.find(job.name())
                          .thenApply(
                              status ->
                                  Answer.json(
                                      defined == Jobs.Defined.CREATED
                                          ? StatusCodes.CREATED
                                          : StatusCodes.OK,
                                      found(status)));
                  case CONFIGURED -> throw configured();
                  case TOO_MANY -> throw tooMany();
                });
  }

  /** Forgets a job: 204; 404 if there is none, 409 for one of the configuration. */
  private CompletionStage<HttpResponse> remove(Call call) {
    call.query().allowOnly(Set.of());
    return jobs.remove(call.parameter("name"))
        .thenApply(
            removed ->
                switch (removed) {
                  case REMOVED -> Answer.empty(StatusCodes.NO_CONTENT);
                  case UNKNOWN -> throw unknown();
                  case CONFIGURED -> throw configured();
                });
  }

  /**
   * Runs a job besides its schedule, and answers 200 with the run once that has ended; 404 if there
   * is no such job, 409 if a run is under way, 503 if too many broadcasts are in flight.
   */
  private CompletionStage<HttpResponse> run(Call call) {
    call.query().allowOnly(Set.of());
    return jobs.run(call.parameter("name"))
        .thenApply(
            answer -> {
              if (answer instanceof Jobs.Ran ran) {
                return ended(ran.run());
              }
              throw answer == Jobs.NotRun.UNKNOWN ? unknown() : underWay();
            });
  }

  private static HttpResponse ended(JobRun run) {
    run.failure()
        .ifPresent(
            failure -> {
              throw failure == JobRun.Failure.BUSY
                  ? Refusal.busy("too many broadcasts in flight, try again later")
                  : Refusal.of(StatusCodes.INTERNAL_SERVER_ERROR, "internal error");
            });
    return Answer.json(JobJson.of(run));
  }

  private static HttpResponse list(List<JobStatus> all) {
    ObjectNode json = Answer.object();
    ArrayNode list = json.putArray("jobs");
    all.forEach(status -> list.add(JobJson.of(status)));
    return Answer.json(json);
  }

  private static ObjectNode found(Optional<JobStatus> status) {
    return status.map(JobJson::of).orElseThrow(JobApi::unknown);
  }

  private static Refusal unknown() {
    return Refusal.of(StatusCodes.NOT_FOUND, "no such job");
  }

  private static Refusal configured() {
    return Refusal.of(
        StatusCodes.CONFLICT,
        "this job stands in the configuration, where alone it can be changed");
  }

  private static Refusal tooMany() {
    return Refusal.of(
        StatusCodes.CONFLICT,
        "there are as many jobs as carillon.max-jobs allows; delete one first");
  }

  private static Refusal underWay() {
    return Refusal.of(StatusCodes.CONFLICT, "a run of this job is under way, try again later");
  }
}
