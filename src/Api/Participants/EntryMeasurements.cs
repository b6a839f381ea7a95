using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.Programmes.Participants;

namespace MentorshipFlow.Api.Participants;

/// <summary>Входные измерения of mentees and of mentors (M114, F12).</summary>
internal sealed class EntryMeasurements : UseCase
{
    /// <param name="Indicators">Codes with decimals in text, such as <c>4.25</c>.</param>
    /// <param name="Id">Created by the server when absent.</param>
    public sealed record Measurement(IReadOnlyList<MeasuredIndicator> Indicators, DateOnly MeasuredOn, MeasurementSource Source,
        Guid? Id = null) : Dated;

    public override void Map(IEndpointRouteBuilder routes) => routes.Decide<Measurement>(
        "/participants/{person}/entry-measurements",
        new("Participants", "recordEntryMeasurement", "Record an entry measurement",
            "Of a mentee or a mentor: what later measurements are compared with.", Takes.Work)
        {
            Example = new Measurement([new("Q_SUPPORT", "7")], new(2021, 10, 12), MeasurementSource.Questionnaire),
            Batch = new("recordEntryMeasurements", "Record entry measurements of many"),
        },
        (incoming, r) => new ParticipantCommand.MeasureEntry(
            new(incoming.Id("person"), r.Id ?? incoming.NewId("measurement"), r.Indicators, r.MeasuredOn, r.Source)),
        (id, _) => $"/api/programmes/{id}/participants");
}
