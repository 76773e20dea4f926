package ai.potpie.analyticsapi.web.problem;

/**
 * An error of one parameter.
 *
 * @param parameter the name of the parameter, as the client sent it
 * @param message the error, as the end of a sentence that begins with the name
 */
public record ParameterError(String parameter, String message) {
}
