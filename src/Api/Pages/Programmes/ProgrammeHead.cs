using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Parts;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Gates;

namespace MentorshipFlow.Api.Pages.Programmes;

/// <summary>The head of every page of a programme: title, line of stages, sections.</summary>
public sealed record ProgrammeHead(ReadProgrammes.Answer Programme, ReadStages.AllStages All)
{
    /// <summary>The programme's id.</summary>
    public Guid Id => Programme.Id;

    /// <summary>The tag of the programme as it was read.</summary>
    public string? Tag { get; init; }

    /// <summary>Its title with the school year.</summary>
    public string Title => $"{Programme.Charter.Title} {Programme.Charter.SchoolYear}";

    /// <summary>Its seven stages on the line.</summary>
    public IReadOnlyList<Station> Stations => Station.Of(All.Stages);

    /// <summary>Whether nothing may be decided about it any more.</summary>
    public bool IsClosed => Programme.Status is ProgrammeStatus.Completed or ProgrammeStatus.Cancelled;

    /// <summary>Whether all seven approvals stand, so that it can be completed.</summary>
    public bool IsComplete => All.Stages.All(s => s is { Status: StageStatus.Approved, NeedsReconfirmation: false });

    /// <summary>The address of the form of a decision about it; null if the visitor or the programme's state does not allow any.</summary>
    public string? For(Visit visit, string operation, params (string Name, object? Value)[] values) =>
        IsClosed ? null : Forms.DecisionForms.For(visit, operation, [("programme", Id), .. values]);

    /// <summary>Reads it in the visitor's name.</summary>
    /// <exception cref="PageRefusedException">There is none with the id in the address.</exception>
    public static Task<ProgrammeHead> Of(Visit visit) => Of(visit, visit.Http.GetRouteValue("programme"));

    /// <summary>Reads a programme in the visitor's name.</summary>
    /// <exception cref="PageRefusedException">There is none with the id.</exception>
    public static async Task<ProgrammeHead> Of(Visit visit, object? id)
    {
        var reply = await visit.Demand("readProgramme", ("programme", id));
        return new(reply.As<ReadProgrammes.Answer>(), await visit.Read<ReadStages.AllStages>("listStages", ("programme", id)))
        {
            Tag = reply.Tag,
        };
    }
}
