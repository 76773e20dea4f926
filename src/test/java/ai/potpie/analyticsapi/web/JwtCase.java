package ai.potpie.analyticsapi.web;

/**
 * A JWT, and what it gets.
 *
 * @param own the status for the data of its user
 * @param foreign the status for somebody else's
 */
record JwtCase(String name, String scheme, String token, String userId, int own, int foreign) {

	static JwtCase good(String name, TestJwt jwt) {
		return good(name, "user_123", jwt);
	}

	static JwtCase good(String name, String userId, TestJwt jwt) {
		return new JwtCase("good: " + name, "Bearer", jwt.token(), userId, 200, 403);
	}

	static JwtCase everyone(String name, TestJwt jwt) {
		return new JwtCase("all users: " + name, "Bearer", jwt.token(), "user_123", 200, 200);
	}

	static JwtCase bad(String name, TestJwt jwt) {
		return bad(name, jwt.token());
	}

	static JwtCase bad(String name, String token) {
		return new JwtCase("refused: " + name, "Bearer", token, "user_123", 401, 401);
	}

	JwtCase withScheme(String other) {
		return new JwtCase(this.name, other, this.token, this.userId, this.own, this.foreign);
	}

	@Override
	public String toString() {
		return this.name + " → " + this.own + ", " + this.foreign;
	}

}
