package ai.potpie.analyticsapi.web.problem;

/**
 * The texts of errors of which only the status is known.
 */
public final class StatusDetails {

	public static final String INTERNAL = "Something went wrong in this service. Try again, and if it stays like this give"
			+ " the request_id to those who run it.";

	public static final String BAD_PARAMETERS = "Correct the parameters named in errors.";

	public static final String BAD_BODY = "Correct the parts of the body named in errors.";

	public static final String NO_JSON = "The body is not JSON. Send one JSON object, in which each key is there once.";

	public static final String OTHER_USER = "This token may not read this user's data. Ask for the token's own user, or use a"
			+ " token that may read everyone's.";

	public static final String NO_KEYS = "This token can not be checked now, because the keys of its issuer are not to be had."
			+ " Try again in a moment.";

	private StatusDetails() {
	}

	public static String of(int status) {
		return switch (status) {
			case 400 -> "The request is malformed. Percent-encode every character of the path and the query that is"
					+ " not plain, as UTF-8, and send one well-formed set of headers.";
			case 401 -> "Send a valid token in the header 'Authorization: Bearer <token>'.";
			case 403 -> "Pages of this origin may not call the API this way. Those who run it can allow an origin in"
					+ " ANALYTICS_CORS_ALLOWED_ORIGINS.";
			case 404 -> "There is nothing at this path. Check its spelling: the API's paths begin with"
					+ " /api/v1/analytics/.";
			case 405 -> "This method is not supported here. The header Allow names those that are.";
			case 406 -> "None of the media types in the header Accept can be served here. Leave the header out to get"
					+ " JSON.";
			case 408 -> "The body did not arrive in time. Send it again, at once.";
			case 413 -> "The request is too large. Send no body, or a rule of 64 KB at most.";
			case 414, 431 -> "The request's line or headers are too long. Send fewer or shorter filters.";
			case 415 ->
				"This media type is not accepted. Send parameters in the query, and a body only where one is needed: as"
						+ " application/json.";
			case 417 -> "This expectation can not be met. Leave out the header Expect.";
			case 501 -> "This is not supported. Send a plain GET request without a body.";
			case 503 -> "The service can not answer now. Try again in a moment.";
			default -> (status < 500) ? "The request can not be answered. Check it against the API's documentation."
					: INTERNAL;
		};
	}

}
