package ai.potpie.analyticsapi.web.reply;

import ai.potpie.analyticsapi.logfire.LogfireAnswered;

import org.springframework.context.event.EventListener;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * Adds up how long Logfire took for the request at hand, if there is one.
 */
class LogfireTimes {

	@EventListener
	void on(LogfireAnswered answered) {
		RequestAttributes request = RequestContextHolder.getRequestAttributes();
		if (request != null && request.getAttribute(ServerTiming.ATTRIBUTE,
				RequestAttributes.SCOPE_REQUEST) instanceof ServerTiming timing) {
			timing.addLogfire(answered.took());
		}
	}

}
