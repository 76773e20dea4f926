package ai.potpie.analyticsapi.history;

/**
 * The parameters of the history: there are none, and any is an error.
 */
record HistoryParameters() {
}
