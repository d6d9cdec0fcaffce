// SPDX-License-Identifier: Apache-2.0
// Reads the .ics files of a folder with ical4j, holds them against its validators (RFC 5545, and RFC 5546 for their method), and prints what each event
// says, one JSON line each: java -cp JARS Ical4j.java FOLDER

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Period;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.PropertyContainer;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.Method;
import net.fortuna.ical4j.validate.ValidationResult;

public class Ical4j {
    public static void main(String[] words) throws Exception {
        System.setProperty("net.fortuna.ical4j.timezone.update.enabled", "false"); // the zones are those of the file, and nobody is asked
        try (Stream<Path> files = Files.list(Path.of(words[0]))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".ics")).sorted().toList()) {
                String name = quoted(file.getFileName().toString());
                try {
                    read(file, name);
                } catch (Exception e) {
                    System.out.println("{\"file\": " + name + ", \"error\": " + quoted(e.toString()) + "}");
                }
            }
        }
    }

    private static void read(Path file, String name) throws Exception {
        Calendar calendar;
        try (Reader text = Files.newBufferedReader(file)) {
            calendar = new CalendarBuilder().build(text); // a builder for each file: the zones are those of the file
        }
        List<String> warnings = new ArrayList<>();
        warn(warnings, calendar.validate(true));
        Method method = new Method(value(calendar, Property.METHOD));
        for (VEvent event : calendar.<VEvent>getComponents("VEVENT")) {
            warn(warnings, event.validate(method));
            System.out.println("{\"file\": " + name + ", \"method\": " + quoted(method.getValue()) + ", \"uid\": "
                    + quoted(value(event, Property.UID)) + ", \"sequence\": " + value(event, Property.SEQUENCE) + ", \"status\": "
                    + quoted(value(event, Property.STATUS)) + ", \"summary\": " + quoted(value(event, Property.SUMMARY)) + ", \"organizer\": "
                    + quoted(value(event, Property.ORGANIZER)) + ", \"attendees\": "
                    + list(event.<Property>getProperties(Property.ATTENDEE).stream().map(p -> quoted(p.getValue()))) + ", \"times\": " + list(times(event))
                    + ", \"warnings\": " + list(warnings.stream().map(Ical4j::quoted)) + "}");
        }
    }

    private static void warn(List<String> warnings, ValidationResult result) {
        result.getEntries().forEach(entry -> warnings.add(entry.getSeverity() + " " + entry.getContext() + ": " + entry.getMessage()));
    }

    /** Each time of an event as [start, end], a series spelt out by ical4j with the VTIMEZONE of the file. */
    private static Stream<String> times(VEvent event) {
        Temporal first = event.<Temporal>getStartDate().orElseThrow().getDate();
        Temporal last = event.<Temporal>getEndDate().orElseThrow().getDate();
        if (event.getProperty(Property.RRULE).isEmpty()) {
            return Stream.of(pair(first, last));
        }
        ZonedDateTime start = (ZonedDateTime) first;
        Period<ZonedDateTime> years = new Period<>(start.minusDays(1), start.plusYears(3));
        return event.<ZonedDateTime>calculateRecurrenceSet(years).stream().sorted().map(p -> pair(p.getStart(), p.getEnd()));
    }

    private static String pair(Temporal start, Temporal end) {
        return "[" + quoted(instant(start)) + ", " + quoted(instant(end)) + "]";
    }

    private static String instant(Temporal time) {
        return time instanceof LocalDate ? time.toString() : Instant.from(time).toString();
    }

    private static String value(PropertyContainer from, String name) {
        Optional<Property> property = from.getProperty(name);
        return property.map(Property::getValue).orElse("");
    }

    private static String list(Stream<String> values) {
        return values.collect(Collectors.joining(", ", "[", "]"));
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            out.append(c == '"' || c == '\\' || c < ' ' || c > '~' ? String.format("\\u%04x", (int) c) : String.valueOf(c));
        }
        return out.append('"').toString();
    }
}
