package ai.potpie.analyticsapi.security.access;

/**
 * The content security policy of pages that a browser shows.
 *
 * @param path the pattern of their paths
 */
public record PagePolicy(String path, String policy) {

}
