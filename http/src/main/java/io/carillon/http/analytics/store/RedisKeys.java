package io.carillon.http.analytics.store;

/**
 * The names of the keys, as the compatible system has them, and those of what it keeps elsewhere.
 *
 * <pre>
 * analytics:realtime:visitors                        sorted set, by the time last seen, 5 minutes
 * analytics:visitors:unique:day:2025-12-08           HyperLogLog, for as long as the period is kept
 * analytics:stats:week:2025-W50:total_events         number, for as long
 * analytics:stats:month:2025-12:letters_generated    number, for as long
 * analytics:stats:day:2025-12-08:letters:motivation  number, for as long
 * analytics:themes:top                               sorted set, by views
 * analytics:timeline                                 list of JSON, the newest first, 90 days
 * analytics:clicks                                   sorted set, by time, 7 days
 * </pre>
 *
 * @param prefix goes before every name
 */
public record RedisKeys(String prefix) {
  String visitors() {
    return prefix + "analytics:realtime:visitors";
  }

  String unique(Period period, String key) {
    return prefix + "analytics:visitors:unique:" + period.word() + ":" + key;
  }

  String events(Period period, String key) {
    return stats(period, key) + "total_events";
  }

  String letters(Period period, String key) {
    return stats(period, key) + "letters_generated";
  }

  String letters(Period period, String key, String type) {
    return stats(period, key) + "letters:" + type;
  }

  private String stats(Period period, String key) {
    return prefix + "analytics:stats:" + period.word() + ":" + key + ":";
  }

  String themes() {
    return prefix + "analytics:themes:top";
  }

  String timeline() {
    return prefix + "analytics:timeline";
  }

  String clicks() {
    return prefix + "analytics:clicks";
  }
}
