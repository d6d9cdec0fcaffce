// SPDX-License-Identifier: Apache-2.0
// Reads the .ics files of a folder with ical.js (Thunderbird's parser) and prints what each event says, one JSON line each: ical_js.mjs LIBRARY FOLDER
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [library, folder] = process.argv.slice(2);
const { default: ICAL } = await import(pathToFileURL(path.join(library, "node_modules/ical.js/dist/ical.js")));

// ical.js knows no zone but those of the file itself, so the instants are those of our VTIMEZONE.
const instant = (time) => (time.isDate ? time.toString() : time.convertToZone(ICAL.Timezone.utcTimezone).toString());

function* eventsOf(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  ICAL.TimezoneService.reset();
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  for (const component of calendar.getAllSubcomponents("vevent")) {
    const event = new ICAL.Event(component, { strictExceptions: true });
    const zone = event.startDate.zone;
    if (zone === ICAL.Timezone.localTimezone && !event.startDate.isDate) throw new Error("a time without a zone");
    const times = [];
    if (event.isRecurring()) {
      const iterator = event.iterator();
      for (let next = iterator.next(); next && times.length < 500; next = iterator.next()) {
        const { startDate, endDate } = event.getOccurrenceDetails(next);
        times.push([instant(startDate), instant(endDate)]);
      }
    } else {
      times.push([instant(event.startDate), instant(event.endDate)]);
    }
    yield {
      method: calendar.getFirstPropertyValue("method"),
      uid: event.uid,
      sequence: event.sequence,
      status: component.getFirstPropertyValue("status"),
      summary: event.summary,
      organizer: event.organizer,
      attendees: event.attendees.map((attendee) => attendee.getFirstValue()),
      times,
      warnings: [],
    };
  }
}

for (const name of fs.readdirSync(folder).filter((name) => name.endsWith(".ics")).sort()) {
  try {
    for (const event of eventsOf(fs.readFileSync(path.join(folder, name), "utf8"))) console.log(JSON.stringify({ file: name, ...event }));
  } catch (error) {
    console.log(JSON.stringify({ file: name, error: String(error) }));
  }
}
