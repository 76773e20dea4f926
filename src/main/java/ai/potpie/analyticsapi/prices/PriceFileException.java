package ai.potpie.analyticsapi.prices;

/**
 * A file is not one of prices. Stops the start.
 */
class PriceFileException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	PriceFileException(String message) {
		super(message);
	}

}
