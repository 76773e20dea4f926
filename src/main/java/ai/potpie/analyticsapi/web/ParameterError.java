package ai.potpie.analyticsapi.web;

/**
 * What is wrong with one parameter.
 *
 * @param parameter its name as the client sent it
 * @param message the end of a sentence that begins with the name
 */
record ParameterError(String parameter, String message) {
}
