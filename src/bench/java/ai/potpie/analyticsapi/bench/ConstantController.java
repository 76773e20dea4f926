package ai.potpie.analyticsapi.bench;

import org.springframework.context.annotation.Profile;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers with the bytes that it received by PUT.
 */
@RestController
@Profile(ConstantApplication.PROFILE)
class ConstantController {

	private volatile byte[] bytes = {};

	@PutMapping("/")
	void put(@RequestBody byte[] given) {
		this.bytes = given;
	}

	@GetMapping(path = "/", produces = MediaType.APPLICATION_JSON_VALUE)
	byte[] get() {
		return this.bytes;
	}

}
