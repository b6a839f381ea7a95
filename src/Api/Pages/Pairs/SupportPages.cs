using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Forms;
using MentorshipFlow.Api.Pages.Programmes;
using MentorshipFlow.Api.Pages.Words;

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

/// <summary>«Сопровождение»: mentees who are supported while they have no mentor. A psychologist opens it without the
/// programme.</summary>
internal sealed class SupportPages : UseCase
{
    public override void Map(IEndpointRouteBuilder routes) => routes.Page("/programmes/{programme}/support-cases", async visit =>
    {
        var programme = visit.Http.GetRouteValue("programme");
        var head = visit.May("readProgramme") ? await ProgrammeHead.Of(visit) : null;
        var cases = await visit.All<SupportCaseOf>("listSupportCases", ("programme", programme));
        return PageRoutes.Html<SupportView>(visit, ("Head", head), ("Programme", $"{programme}"), ("Cases", cases),
            ("Names", await visit.Names(cases.Select(c => (Guid?)c.Mentee))));
    });

    /// <summary>The cases of a programme, for those who may read them.</summary>
    public static async Task<IReadOnlyList<SupportCaseOf>> Cases(Visit visit, Guid programme) =>
        visit.May("listSupportCases") ? await visit.All<SupportCaseOf>("listSupportCases", ("programme", programme)) : [];
}
