package io.carillon.http.analytics.store;

/**
 * The bounds of a store in memory; {@code carillon.analytics} in reference.conf holds the defaults.
 *
 * @param visitors current visitors known by name; beyond it the one seen longest ago is forgotten
 * @param themes themes counted; beyond it a new one takes the place of the least chosen
 * @param timelineEvents events kept; beyond it the oldest is forgotten
 * @param timelineBytes what those events may weigh together; beyond it the oldest is forgotten
 * @param heatmapClicks clicks kept; beyond it the oldest is forgotten
 */
public record StoreLimits(
    int visitors, int themes, int timelineEvents, int timelineBytes, int heatmapClicks) {}
