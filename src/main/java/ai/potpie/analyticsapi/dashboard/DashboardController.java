package ai.potpie.analyticsapi.dashboard;

import java.net.URI;
import java.time.Duration;

import io.swagger.v3.oas.annotations.Hidden;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * Serves the page and its files to anybody. They hold no data.
 */
@Controller
@ConditionalOnBooleanProperty(name = "analytics.dashboard", matchIfMissing = true)
@Hidden
class DashboardController {

	private static final CacheControl FOR_A_YEAR = CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

	private final DashboardPage page;

	DashboardController(DashboardPage page) {
		this.page = page;
	}

	@GetMapping({ "/", "/dashboard" })
	ResponseEntity<Void> home() {
		return ResponseEntity.status(HttpStatus.FOUND).location(URI.create("dashboard/")).build();
	}

	@GetMapping("/dashboard/")
	ResponseEntity<byte[]> page() {
		PageFile html = this.page.html();
		return ResponseEntity.ok()
			.contentType(html.type())
			.cacheControl(CacheControl.noCache())
			// Weak, because the connector compresses it
			.eTag("W/\"" + html.name() + "\"")
			.header("Cross-Origin-Opener-Policy", "same-origin")
			.header("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
			.body(html.content());
	}

	@GetMapping("/dashboard/{name}")
	ResponseEntity<byte[]> file(@PathVariable String name) throws NoResourceFoundException {
		PageFile file = this.page.files()
			.stream()
			.filter((candidate) -> candidate.name().equals(name))
			.findFirst()
			.orElseThrow(() -> new NoResourceFoundException(HttpMethod.GET, "/dashboard/" + name, name));
		return ResponseEntity.ok().contentType(file.type()).cacheControl(FOR_A_YEAR).body(file.content());
	}

}
