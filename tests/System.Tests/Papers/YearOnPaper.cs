using MentorshipFlow.Audit;
using MentorshipFlow.Certificates;
using MentorshipFlow.Definitions;
using MentorshipFlow.Domain.Tests.Years;
using MentorshipFlow.Ledger;
using MentorshipFlow.Organisations;
using MentorshipFlow.Papers;
using MentorshipFlow.People;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Certification;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.People;

namespace MentorshipFlow.System.Tests.Papers;

/// <summary>A golden year with invented names, on the letterhead of an invented school.</summary>
internal static class YearOnPaper
{
    private static readonly string[] Surnames = ["Кленова", "Рябинина", "Ольхова", "Берёзкина", "Дубравина", "Ясенева", "Липова", "Щукина"];

    private static readonly Definition Model = DefinitionLibrary.Read(DefinitionLibrary.Shipped.First());

    // Folded once for all tests.
    private static readonly Lazy<(Guid, Programme, CertificationEvent.CertificateIssued, Certificate)> Year = new(Folded);

    /// <summary>The sources of a paper, and the request with a subject where it needs one.</summary>
    public static (PaperRequest Request, PaperSources Sources) Of(PaperKind kind)
    {
        var (id, state, issued, made) = Year.Value;
        return (new(kind, kind switch
        {
            PaperKind.GroupsOrder => state.Tandems.Tandems.Values.First().Approved!.Document,
            PaperKind.ConsentForm => state.Participants.Mentees.Keys.First(),
            _ => null,
        }), new(id, state, Model.For(state.Charter!.OrganisationTitle), School, Consents)
        {
            Person = person => new(Name(person), new(2009, 5, 1), "7А класс", "+7 900 000-00-00", ["Вязова Верба"]),
            Certificate = new(issued, made, "https://school.example/verify"),
            Questionnaire = QuestionnaireLibrary.Shipped.Select(QuestionnaireLibrary.Read).First(q => q.Code == "mentee-satisfaction"),
            Act = ("mentorshipflow erasure act v1\nАкт об уничтожении\nНомер: 1\n", new string('b', 64)),
            Links = [.. state.Participants.Mentees.Keys.Select(m => new SlipLink(m, $"https://school.example/survey#{m}", new(2021, 10,
                31), "AB2C-DEF3-GHJ4"))],
        });
    }

    private static (Guid, Programme, CertificationEvent.CertificateIssued, Certificate) Folded()
    {
        var lines = Ndjson.Read(File.ReadAllText(Checkout.At("tests/Domain.Tests/Years/school-49.ndjson")));
        HistoryEntry[] history = [.. lines.Select(e => new HistoryEntry(
            EntryHistory.RecordedOf(e)!.Value, e.Type, (ProgrammeEvent)EventCodec.Read(e.Type, e.Body), $"{e.Leaf()}"))];
        var (state, id) = (Chronicle.Of(history).State, Guid.Parse(lines[0].Stream["programme-".Length..]));
        var issued = state.Certification.Current!;
        return (id, state, issued, Certificate.From(id, Chronicle.Of(history[..issued.UpToVersion]), Model,
            CertificateParameters.Of(issued)));
    }

    /// <summary>The invented name of a person.</summary>
    public static string Name(Guid person) => $"{Surnames[person.ToByteArray()[0] % Surnames.Length]} Калина № {person.ToByteArray()[1]}";

    private static Organisation School => Organisation.Empty
        .Evolve(new OrganisationEvent.OrganisationCreated(Guid.Empty, new("Школа «Роща»"), OrganisationKind.School, "Europe/Moscow"))
        .Evolve(new LetterheadEvent.LetterheadDescribed(new("Общеобразовательное учреждение «Школа «Роща»"),
            new("Управление образования"), new("Школьная улица, 1"), new("Рощинск"), new("school@example.org"), null,
            [new(new("Директор"), null)], []));

    private static OrganisationPrivacy Consents => ConsentTemplates.Shipped(new("Школа «Роща»"), new("Школьная улица, 1"))
        .Aggregate(OrganisationPrivacy.Empty, (privacy, text) => privacy.Evolve(
            new PrivacyEvent.ConsentTextPublished(new Guid((int)text.Purpose, 0, 0, new byte[8]), text.Purpose, 1, new string('a', 64),
                text.Wording), new(2021, 9, 1)));
}
