package ai.potpie.analyticsapi.cache;

/**
 * An answer, ready to be sent.
 *
 * @param <T> what it says
 * @param body its JSON, or a file
 * @param lookup where it was found
 */
public record Answer<T>(Body body, Lookup lookup) {
}
