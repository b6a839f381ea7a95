using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Surveys;
using MentorshipFlow.Publishing;
using MentorshipFlow.Workflows.Programmes;

namespace MentorshipFlow.Api.Surveys;

/// <summary>Answers from a file: all valid rows are recorded together, invalid ones are reported; a repeat records nothing twice.</summary>
internal sealed class SurveyAnswersFile(WavesOfProgramme waves, ProgrammeEngine programmes) : UseCase
{
    /// <summary>Answers in one of two forms: rows or CSV.</summary>
    /// <param name="Csv">A header <c>person;Q_…;Q_…</c> and one row per person, RFC 4180, semicolons or commas. Cells: the person's random
    /// id; «да», «нет», yes or no; the code of an option; empty for no answer.</param>
    public sealed record Filled(IReadOnlyList<Row>? Rows = null, string? Csv = null) : Dated;

    public sealed record Row(Guid Person, IReadOnlyList<GivenAnswer> Answers);

    /// <param name="Line">From 1; in a CSV, without counting the header.</param>
    /// <param name="Where">Code of the item, or the person's id.</param>
    public sealed record Fault(int Line, string What, string Where, string Sentence);

    /// <param name="Taken">The number of rows that were recorded, or would be.</param>
    public sealed record Answer(Guid Wave, bool DryRun, bool Repeated, int Rows, int Taken, IReadOnlyList<Fault> Faults);

    /// <summary>A row as far as it could be parsed.</summary>
    /// <param name="Person">Null if the cell is not an id.</param>
    public sealed record ReadRow(int Line, Guid? Person, IReadOnlyList<GivenAnswer> Given);

    public override void Map(IEndpointRouteBuilder routes) => routes.Deciding<Filled>(
        "/api/programmes/{programme}/survey-waves/{wave}/answers-file",
        new("Surveys", "enterSurveyAnswersFromFile", "Enter answers from a file",
            "With dryRun every row and item that does not fit is named and nothing recorded; without it the good rows are recorded, all " +
            "of them or none.", Takes.Work)
        {
            Answer = typeof(Answer),
            Example = new Filled(Csv: "person;Q_EFFECT;Q_PRIOR\r\n0193b2f0-1111-7222-8333-444455556666;8;да\r\n"),
        },
        async (incoming, request) => (request.Rows is null) == (request.Csv is null)
            ? Problems.Field("", $"One of rows and csv.")
            : await waves.Answer(incoming.Http, (found, wave) => Decide(incoming, request, found, wave)));

    private async Task<IResult> Decide(Incoming incoming, Filled request, ProgrammeFound found, SurveyWave wave)
    {
        var questionnaire = await waves.Questionnaire(incoming.Http, wave);
        IReadOnlyList<ReadRow> rows = request.Csv is { } csv ? SurveyCsv.Read(csv, questionnaire)
            : [.. request.Rows!.Select((r, i) => new ReadRow(i + 1, r.Person, r.Answers))];
        for (var i = 0; i < rows.Count; i++)
        {
            if (GivenAnswers.Unclear(rows[i].Given, $"/rows/{i}/answers") is { } problem) return problem;
        }

        var (sheets, faults) = await Sort(incoming, found.State, wave, questionnaire, rows);
        var outcome = await programmes.Decide(found.Id, new SurveyCommand.TakeAnswers(wave.Id, sheets), incoming.Context(), incoming.Stop);
        return await incoming.Answer(
            outcome,
            decided => Task.FromResult(Answers.Json(
                Report(incoming, wave, rows, faults, decided.Facts) with { DryRun = decided.DryRun, Repeated = decided.Repeated })),
            // Decide even without a valid row: in a repeat all rows are already recorded, and this returns the first answer.
            (_, _) => Task.FromResult(sheets.Count == 0 ? Answers.Json(Report(incoming, wave, rows, faults, [])
                with { DryRun = incoming.DryRun }) : null));
    }

    /// <summary>The sheets of valid rows, and the faults of the others.</summary>
    internal static async Task<(List<AnswerSheet> Sheets, List<(ReadRow Row, Missing Missing)> Faults)> Sort(
        Incoming incoming, Programme state, SurveyWave wave, Questionnaire questionnaire, IReadOnlyList<ReadRow> rows)
    {
        List<AnswerSheet> sheets = [];
        List<(ReadRow, Missing)> faults = [];
        HashSet<Guid> seen = [];
        foreach (var row in rows)
        {
            if (row.Person is not { } person)
            {
                faults.Add((row, new("person-invalid", "person")));
                continue;
            }

            if (seen.Contains(person))
            {
                faults.Add((row, new("survey-person-doubled", person.ToString())));
                continue;
            }

            var draft = GivenAnswers.Draft(incoming.NewId($"survey-answer {row.Line}"), person, SurveyChannel.File, null, row.Given);
            var refusal = AnswerRules.Check(state, wave, draft, questionnaire, incoming.Issued);
            // Also if the answer already exists, so that a repeat reports the same about later rows.
            if (refusal is null or { Reason: Reason.SurveyAlreadyAnswered }) seen.Add(person);
            if (refusal is null) sheets.Add(await GivenAnswers.Seal(incoming, draft, row.Given));
            else faults.AddRange(refusal.Missing.Select(m => (row, m)));
        }

        return (sheets, faults);
    }

    /// <summary>The report of a file.</summary>
    /// <remarks>Rows that were recorded under this key are valid, although a repeat finds them answered.</remarks>
    internal static Answer Report(Incoming incoming, SurveyWave wave, IReadOnlyList<ReadRow> rows,
        List<(ReadRow Row, Missing Missing)> faults, IReadOnlyList<DomainEvent> events)
    {
        var taken = events.OfType<SurveyEvent.SurveyAnswered>().Select(e => e.Id).ToHashSet();
        return new(wave.Id, false, false, rows.Count, taken.Count,
            [.. faults.Where(f => !taken.Contains(incoming.NewId($"survey-answer {f.Row.Line}")))
                .Select(f => new Fault(f.Row.Line, f.Missing.What, f.Missing.Where,
                Sentences.OfMissing(f.Missing.What, f.Missing.Where)))]);
    }
}
