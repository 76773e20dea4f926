package ai.potpie.analyticsapi.logfire;

/**
 * The project whose spans are read. Users of another project are other users, even if
 * their ids are the same.
 *
 * @param url the address of Logfire
 * @param token the hash of the read token
 */
public record LogfireProject(String url, String token) {
}
