package ai.potpie.analyticsapi.history;

import java.time.Clock;

import ai.potpie.analyticsapi.analytics.period.Window;
import ai.potpie.analyticsapi.cache.NoHistoryException;
import ai.potpie.analyticsapi.history.HistoryStatus.Times;
import ai.potpie.analyticsapi.web.parameters.NoParameters;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers what the service's own history holds, and changes it.
 */
@RestController
@Tag(name = "History")
@RequestMapping("/api/v1/analytics")
class HistoryController {

	private final ObjectProvider<HistoryOverview> overview;

	private final ObjectProvider<Refill> refill;

	private final ObjectProvider<Erasure> erasure;

	private final Clock clock;

	HistoryController(ObjectProvider<HistoryOverview> overview, ObjectProvider<Refill> refill,
			ObjectProvider<Erasure> erasure, Clock clock) {
		this.overview = overview;
		this.refill = refill;
		this.erasure = erasure;
		this.clock = clock;
	}

	/**
	 * What the history holds and how late it is. Only tokens that may read the data of
	 * all users get an answer: others get a 403. Without a history the answer is a 404.
	 * @return the answer
	 */
	@GetMapping(path = "/history", produces = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<HistoryStatus> history(@Valid NoParameters parameters) {
		return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(of(this.overview).status());
	}

	/**
	 * Reads days again that Logfire still has, for example after spans arrived more than
	 * a day late. The feed does so soon, and the answer does not wait for it. Only tokens
	 * that may read the data of all users may ask for it.
	 * @return the days that are left to be read again
	 */
	@PostMapping(path = "/history/refill", produces = MediaType.APPLICATION_JSON_VALUE)
	@ResponseStatus(HttpStatus.ACCEPTED)
	Times refill(@Valid RefillParameters parameters) {
		Window days = parameters.window(this.clock);
		of(this.refill).begin(days);
		return new Times(days.start(), days.end());
	}

	/**
	 * Erases what the history holds of a user: facts, all that was computed of them and
	 * stored answers. What Logfire has of the user from before is not read again. Spans
	 * that start later count as usual. Only tokens that may read the data of all users
	 * may erase.
	 * @param userId the user to erase; whether the user exists makes no difference
	 */
	@DeleteMapping("/user/{user_id}/history")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void erase(@PathVariable("user_id") String userId, @Valid NoParameters parameters) {
		of(this.erasure).erase(userId);
	}

	private static <T> T of(ObjectProvider<T> history) {
		return NoHistoryException.require(history.getIfAvailable());
	}

}
