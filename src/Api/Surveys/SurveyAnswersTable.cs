using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Programmes.Surveys;
using MentorshipFlow.Publishing;
using MentorshipFlow.Workflows.Programmes;
using MentorshipFlow.Workflows.Registers;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.Api.Surveys;

/// <summary>
/// Answers from the export of a form service: names are matched to the invited persons, and the questions' words to items. With
/// <c>dryRun=true</c> it shows the mapping and every row that does not fit.
/// </summary>
internal sealed class SurveyAnswersTable(
    WavesOfProgramme waves, ProgrammeEngine programmes, PersonVault persons, KeptMappings mappings) : UseCase
{
    private const string Register = "answers";
    private const string Meanings = "map";
    private const string Persons = "person";

    /// <param name="Row">As in the sheet, from 1.</param>
    /// <param name="Where">The code of an item, or the id of a person.</param>
    public sealed record Fault(int Row, string What, string Where, string Sentence);

    /// <param name="Rows">Rows with a name or an answer.</param>
    /// <param name="Taken">The number of rows that were recorded, or would be.</param>
    /// <param name="Columns">Every column of the header; values of the file are shown by a dry run alone.</param>
    public sealed record Answer(
        Guid Wave, bool DryRun, bool Repeated, int Rows, int Taken, IReadOnlyList<Fault> Faults, IReadOnlyList<AnswerColumn> Columns);

    public override void Map(IEndpointRouteBuilder routes) => routes.DecidingOnFile(
        "/api/programmes/{programme}/survey-waves/{wave}/answers-table",
        new("Surveys", "importSurveyAnswers", "Enter answers from the export of a form service",
            "XLSX, XLS, ODS or CSV with a row for each person: a name and the questions' words as headings. With dryRun=true the answer "
            + "shows what each column means; correct it with `map`, which is kept for the next file. A name that several invited persons "
            + "have, or that only resembles one, is a question.", Takes.Work)
        {
            Upload = "application/octet-stream", Sample = "Ваши ФИО;Польза?\r\nУчастник первый;8\r\n", Answer = typeof(Answer),
            Query =
            [
                new(Meanings, "What a heading means, as heading:item, heading:name, or heading:- to leave the column out; repeat it for "
                    + "each heading.", "Польза:Q_EFFECT"),
                new(Persons, "Who the person of a row is, as 1.row:person or 1.row:same; repeat it for each.", "1.5:same"),
            ],
        },
        SheetLimits.Bytes, (incoming, file) => waves.Answer(incoming.Http, (found, wave) => Import(incoming, file, found, wave)));

    private async Task<IResult> Import(Incoming incoming, byte[] file, ProgrammeFound found, SurveyWave wave)
    {
        var questionnaire = await waves.Questionnaire(incoming.Http, wave);
        var query = incoming.Http.Request.Query;
        if (AnswersTable.ReadMapping(query[Meanings].OfType<string>(), questionnaire) is not { } said)
            return Problems.Parameter(Meanings, $"heading:item, heading:name, heading:-");
        if (PersonAnswers.Read(query[Persons].OfType<string>()) is not { } told)
            return Problems.Parameter(Persons, $"1.row:person, 1.row:same");
        var organisation = incoming.Caller.Organisation;
        var kept = await mappings.Of(organisation, Register, incoming.Stop);
        AnswersTable table;
        try
        {
            table = AnswersTable.Read(WorkbookReader.Read(file, incoming.Stop), questionnaire, said, kept);
        }
        catch (SheetException unfit)
        {
            return Problems.Bad(ProblemCodes.FieldInvalid, unfit.Code, "file");
        }

        if (!table.HasNames && !incoming.DryRun) return Problems.Bad(ProblemCodes.FieldInvalid, "name-column-missing", "file");
        var people = new InvitedPersons(await persons.Open(organisation, wave.Invited, incoming.Stop));
        var (rows, questions) = Matched(table, people, told, questionnaire);
        var (sheets, faults) = await SurveyAnswersFile.Sort(incoming, found.State, wave, questionnaire, rows);
        var outcome = await programmes.Decide(found.Id, new SurveyCommand.TakeAnswers(wave.Id, sheets), incoming.Context(), incoming.Stop);
        var answer = await incoming.Answer(
            outcome,
            decided => Task.FromResult(Answers.Json(Report(decided.Facts, decided.DryRun, decided.Repeated))),
            (_, _) => Task.FromResult(sheets.Count == 0 ? Answers.Json(Report([], incoming.DryRun, false)) : null));
        if (!incoming.DryRun) await mappings.Keep(said, organisation, Register, incoming.Stop);
        return answer;

        Answer Report(IReadOnlyList<DomainEvent> events, bool dryRun, bool repeated)
        {
            var report = SurveyAnswersFile.Report(incoming, wave, rows, faults, events);
            return new(wave.Id, dryRun, repeated, table.Rows.Count, report.Taken,
                [.. questions.Concat(report.Faults.Select(f => new Fault(f.Line, f.What, f.Where, f.Sentence))).OrderBy(f => f.Row)],
                [.. table.Columns.Select(c => dryRun ? c : c with { Samples = [] })]);
        }
    }

    private static (List<SurveyAnswersFile.ReadRow> Rows, List<Fault> Questions) Matched(
        AnswersTable table, InvitedPersons people, PersonAnswers told, Questionnaire questionnaire)
    {
        List<SurveyAnswersFile.ReadRow> rows = [];
        List<Fault> questions = [];
        foreach (var row in table.Rows)
        {
            var (person, question) = people.Find(row.Name, told.Of(new(0, row.Row, Side.Mentee)));
            if (question is { } missing) questions.Add(new(row.Row, missing.What, missing.Where, Sentences.OfMissing(missing.What,
                missing.Where)));
            else rows.Add(new(row.Row, person, [.. row.Cells.Select(c => SurveyCsv.Given(c.Item, c.Text, questionnaire))]));
        }

        return (rows, questions);
    }
}
