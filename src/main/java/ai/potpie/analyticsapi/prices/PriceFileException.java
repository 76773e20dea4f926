package ai.potpie.analyticsapi.prices;

/**
 * Thrown for a file that is not a valid file of prices. It stops the start.
 */
class PriceFileException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	PriceFileException(String message) {
		super(message);
	}

}
