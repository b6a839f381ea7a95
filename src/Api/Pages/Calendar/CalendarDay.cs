namespace MentorshipFlow.Api.Pages.Calendar;

/// <summary>A whole day of a calendar: the model knows days of meetings and deadlines, not their hours.</summary>
/// <param name="Id">Stable: the same matter on the same day has the same one.</param>
/// <param name="Text">Codes and wordings, without names of persons.</param>
/// <param name="Address">The page about it.</param>
/// <param name="Foreseen">Whether it is only foreseen by a timetable.</param>
public sealed record CalendarDay(string Id, DateOnly On, string Text, string About, string Address, bool Foreseen = false);
