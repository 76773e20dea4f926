package ai.potpie.analyticsapi.web.parameters;

/**
 * The parameters of requests that take none: any is an error.
 */
public record NoParameters() {
}
