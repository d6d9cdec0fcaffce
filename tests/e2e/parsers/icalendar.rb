# SPDX-License-Identifier: Apache-2.0
# Reads the .ics files of a folder with ruby-icalendar and prints what each event says, one JSON line each: icalendar.rb FOLDER
require "icalendar"
require "json"
require "logger"
require "stringio"

log = StringIO.new
Icalendar.logger = Logger.new(log, level: Logger::WARN)

# The instant that the file's own VTIMEZONE gives a local time.
def instant(value, zones)
  return value.strftime("%Y-%m-%d") if value.is_a?(Icalendar::Values::Date)
  return value.value.to_time.utc.strftime("%Y-%m-%dT%H:%M:%SZ") if value.value_ical.end_with?("Z")
  at(plain(value), zones.fetch(Array(value.ical_params["tzid"]).first))
end

def plain(value)
  DateTime.new(value.year, value.month, value.day, value.hour, value.min, value.sec)
end

def at(local, zone)
  offset = zone.offset_for_local(local)
  seconds = offset.hours * 3600 + offset.minutes * 60 + offset.seconds
  (local.to_time.utc - (offset.behind ? -seconds : seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")
end

def times(event, zones)
  rule = event.rrule.first
  return [[instant(event.dtstart, zones), instant(event.dtend, zones)]] unless rule
  ours = rule.frequency == "WEEKLY" && rule.until.nil? && [nil, [%w[SU MO TU WE TH FR SA][event.dtstart.wday]]].include?(rule.by_day)
  raise "a rule that is none of ours: #{rule.value_ical}" unless ours
  zone = zones.fetch(Array(event.dtstart.ical_params["tzid"]).first)
  (0...rule.count).map { |i| [event.dtstart, event.dtend].map { |value| at(plain(value) + 7 * i * (rule.interval || 1), zone) } }
end

Dir.glob(File.join(ARGV.fetch(0), "*.ics")).sort.each do |path|
  name = File.basename(path)
  begin
    log.truncate(0)
    log.rewind
    Icalendar::Parser.new(File.read(path, encoding: "UTF-8"), true).parse.each do |calendar|
      zones = calendar.timezones.to_h { |zone| [zone.tzid.to_s, zone] }
      calendar.events.each do |event|
        warnings = log.string.lines.map(&:strip)
        warnings << "not valid" unless event.valid?(true) && calendar.timezones.all? { |zone| zone.valid?(true) }
        puts JSON.generate(file: name, method: calendar.ip_method.to_s, uid: event.uid.to_s, sequence: event.sequence.to_i, status: event.status.to_s,
                           summary: event.summary.to_s, organizer: event.organizer.to_s, attendees: event.attendee.map(&:to_s), times: times(event, zones),
                           warnings: warnings)
      end
    end
  rescue StandardError => e
    puts JSON.generate(file: name, error: "#{e.class}: #{e.message} #{e.backtrace.first}")
  end
end
