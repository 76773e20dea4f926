package ai.potpie.analyticsapi.security;

import java.time.Instant;

/**
 * A JWT that was checked: whom it makes, and until when.
 */
record AcceptedJwt(Caller caller, Instant expiry) {

}
