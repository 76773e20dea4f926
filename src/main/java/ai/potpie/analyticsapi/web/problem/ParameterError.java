package ai.potpie.analyticsapi.web.problem;

/**
 * What is wrong with one parameter.
 *
 * @param parameter its name as the client sent it
 * @param message the end of a sentence that begins with the name
 */
public record ParameterError(String parameter, String message) {
}
