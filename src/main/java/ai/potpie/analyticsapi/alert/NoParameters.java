package ai.potpie.analyticsapi.alert;

/**
 * The parameters of requests that take none: any is an error.
 */
record NoParameters() {
}
