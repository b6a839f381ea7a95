using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Forms;
using MentorshipFlow.Api.Pages.Programmes;
using MentorshipFlow.Api.Pages.Words;
using MentorshipFlow.Programmes;

namespace MentorshipFlow.Api.Pages.Pairs;

/// <summary>A note about support, without its text.</summary>
public sealed record SupportNoteOf(Guid Id, DateOnly On);

/// <summary>The latest support of a mentee without a mentor.</summary>
/// <param name="Outcome">Null while it goes on.</param>
public sealed record SupportCaseOf(Guid Mentee, DateOnly OpenedOn, IReadOnlyList<SupportNoteOf> Notes, string? Outcome, DateOnly? EndedOn)
{
    /// <summary>Since when it goes on, or how and when it ended.</summary>
    public static string Say(SupportCaseOf support) => support.Outcome is { } outcome
        ? PageWords.Say("support.ended", Typo.Day(support.OpenedOn), Typo.Day(support.EndedOn!.Value), Choices.Word("outcome", outcome))
        : PageWords.Say("support.open", Typo.Day(support.OpenedOn));
}

/// <summary>A mentee or mentor, for those who do not read the programme.</summary>
public sealed record TakesPart(Guid Person, string Status, int? Grade);

/// <summary>«Сопровождение»: mentees who are supported while they have no mentor. A psychologist opens it without the programme, with
/// all who take part: that is whom the psychologist tells about and interviews (M73).</summary>
internal sealed class SupportPages : UseCase
{
    public override void Map(IEndpointRouteBuilder routes) => routes.Page("/programmes/{programme}/support-cases", async visit =>
    {
        var programme = visit.Http.GetRouteValue("programme");
        var head = visit.May("readProgramme") ? await ProgrammeHead.Of(visit) : null;
        var cases = await visit.All<SupportCaseOf>("listSupportCases", ("programme", programme));
        if (head is not null)
        {
            return PageRoutes.Html<SupportView>(visit, ("Head", head), ("Programme", $"{programme}"), ("Cases", cases),
                ("Names", await visit.Names(cases.Select(c => (Guid?)c.Mentee))));
        }

        var mentees = await visit.All<TakesPart>("listMentees", ("programme", programme));
        var mentors = await visit.All<TakesPart>("listMentors", ("programme", programme));
        var listed = (await visit.All<Api.Programmes.ReadProgrammes.Row>("listProgrammes"))
            .FirstOrDefault(p => $"{p.Id}" == $"{programme}");
        return PageRoutes.Html<SupportView>(visit, ("Programme", $"{programme}"), ("Cases", cases), ("Mentees", mentees),
            ("Mentors", mentors), ("Title", listed?.Title),
            ("Closed", listed?.Status is ProgrammeStatus.Completed or ProgrammeStatus.Cancelled),
            ("Names", await visit.Names(mentees.Concat(mentors).Select(t => (Guid?)t.Person).Concat(cases.Select(c => (Guid?)c.Mentee)))));
    });

    /// <summary>The cases of a programme, for those who may read them.</summary>
    public static async Task<IReadOnlyList<SupportCaseOf>> Cases(Visit visit, Guid programme) =>
        visit.May("listSupportCases") ? await visit.All<SupportCaseOf>("listSupportCases", ("programme", programme)) : [];
}
