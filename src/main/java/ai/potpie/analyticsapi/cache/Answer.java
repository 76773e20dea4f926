package ai.potpie.analyticsapi.cache;

/**
 * An answer, ready to be sent.
 *
 * @param <T> what it is the JSON of
 * @param body the JSON
 * @param lookup where it was found
 */
public record Answer<T>(Body body, Lookup lookup) {
}
