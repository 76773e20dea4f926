package ai.potpie.analyticsapi.web.reply;

import ai.potpie.analyticsapi.logfire.LogfireAnswered;

import org.springframework.context.event.EventListener;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * Adds up the time that Logfire took for the current request, if there is a request.
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
