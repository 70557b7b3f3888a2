/**
 * Events of connections, sent to applications in other languages: signed, in batches, retried, from
 * a bounded queue.
 *
 * <p>A {@link io.carillon.http.webhook.WebhookObserver} is told of events and never waits; its
 * {@link io.carillon.http.webhook.Sender} makes batches of them and sends one at a time over a
 * {@link io.carillon.http.webhook.Transport}. Start reading at {@link
 * io.carillon.http.webhook.Webhooks}.
 */
package io.carillon.http.webhook;
