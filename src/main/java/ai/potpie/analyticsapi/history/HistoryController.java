package ai.potpie.analyticsapi.history;

import ai.potpie.analyticsapi.cache.NoHistoryException;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers what the service's own history holds.
 */
@RestController
@Tag(name = "History")
@RequestMapping("/api/v1/analytics/history")
class HistoryController {

	private final ObjectProvider<HistoryOverview> history;

	HistoryController(ObjectProvider<HistoryOverview> history) {
		this.history = history;
	}

	/**
	 * What the history holds and how late it is. Only tokens that may read the data of
	 * all users get an answer: others get a 403. Without a history the answer is a 404.
	 * @return the answer
	 */
	@GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<HistoryStatus> history(@Valid HistoryParameters parameters) {
		HistoryOverview overview = this.history.getIfAvailable();
		if (overview == null) {
			throw new NoHistoryException();
		}
		return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(overview.status());
	}

}
