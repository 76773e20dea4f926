package ai.potpie.analyticsapi.history;

/**
 * Published when a person is erased, in the transaction that does so: whoever listens
 * erases in it what else is kept of that person.
 *
 * @param userId the id of the user
 */
public record UserErased(String userId) {
}
