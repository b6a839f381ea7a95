using System.Globalization;
using System.Text.RegularExpressions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;
using MentorshipFlow.Workflows.Engine;

namespace MentorshipFlow.System.Tests.Api;

/// <summary>Sentences that people read: codes stand beside their wording, and a Russian sentence is Russian.</summary>
public sealed partial class Every_sentence(Installation installation)
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    private static ProgrammeNames Names => new(Programme.Empty, DefinitionLibrary.Read(DefinitionLibrary.Shipped.First()));

    public static TheoryData<string> Events =>
        [.. File.ReadLines(Checkout.At("tests/Domain.Tests/Ledger/approved-events.txt")).Where(l => l.Contains('\t'))];

    [Theory]
    [MemberData(nameof(Events))]
    public void Of_an_entry_is_in_words(string stored)
    {
        var (type, body) = (stored.Split('\t')[0], stored.Split('\t')[1]);
        var read = EventCodec.Read(type, body);

        var (russian, english) = (Of(CultureInfo.InvariantCulture), Of(English));

        Assert.Matches(@"^[А-ЯЁ«].*\.$", russian);
        Assert.Matches(@"^[A-Z“].*\.$", english);
        Assert.Equal("", Foreign(russian));
        Assert.DoesNotContain(type, russian, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"[{}\[\]]|№ ?№", russian + english);

        string Of(CultureInfo language) => EntrySentences.Of(read, type, "2021-09-01", Names, language);
    }

    [Fact]
    public void Has_a_template_for_every_type_of_event() =>
        Assert.Equal([], EventCodec.Names.Where(type => !Sentences.Has($"entry.{type}", CultureInfo.InvariantCulture)
            || !Sentences.Has($"entry.{type}", English)));

    [Fact]
    public async Task Of_a_history_names_items_documents_and_stages()
    {
        var bases = await SchoolBases.Open(installation);
        var history = Deciding.Done(await bases.Get("history?limit=200")).Json["items"]!.AsArray()
            .ToLookup(e => (string)e!["type"]!, e => (string)e!["sentence"]!);

        Assert.All(history.SelectMany(h => h), sentence => Assert.Equal("", Foreign(sentence)));
        Assert.StartsWith("Пункт 1.1.1 «Изучение Распоряжения", history["roadmap_item_completed"].Single(), StringComparison.Ordinal);
        Assert.StartsWith("Этап 1 «Подготовка условий", history["stage_approved"].Single(), StringComparison.Ordinal);
        Assert.Contains("приказ «Приказ» № 1 от 30.08.2021 (Приказ о назначении куратора)", history["curator_appointed"].Single(),
            StringComparison.Ordinal);
        Assert.Contains("G1.7 «Информирование: каждый", string.Concat(history["gate_criterion_waived"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_missing_thing_has_no_English_word_and_names_what_it_is_about()
    {
        var school = await School.Open(installation);
        var programme = await school.ActiveProgramme();
        Deciding.Done(await school.Change(programme, "roadmap", $$"""{"items":[{{string.Join(',', Enumerable.Range(1, 7)
            .Select(n => $$"""{"item":"{{n}}.1.1","plannedTo":"2021-09-30","position":"Куратор"}"""))}}]}""", school.VeraKey));
        var stages = (await school.Get($"/api/programmes/{programme}/stages")).Json["stages"]!.AsArray();
        var sentences = stages.SelectMany(s => s!["criteria"]!.AsArray()).SelectMany(c => c!["missing"]!.AsArray())
            .Concat(stages.SelectMany(s => s!["next"]!["blockedBy"]!["missing"]!.AsArray())).Select(m => (string)m!["sentence"]!).ToList();

        Assert.All(sentences, sentence => Assert.Equal("", Foreign(sentence)));
        Assert.Contains(sentences, s => s.StartsWith("Пункт 2.1.1 «Проведение анкетирования", StringComparison.Ordinal));
        Assert.Contains("Не зарегистрирован документ: groups-order «Приказ о формировании наставнических групп».", sentences);
        Assert.Contains("Нет исходного значения результата R1 «Улучшение психологического климата в Школа».", sentences);
        Assert.Contains("Анкетирование не завершено (наставляемые).", sentences);
        var refused = (await school.Stage(programme, 1, "submission")).Json["missing"]!.AsArray()
            .First(m => (string?)m!["where"] == "1.1.1")!;
        Assert.Equal(("G1.8", "Нормативные акты изучены, шаблоны документов выбраны"),
            ((string?)refused["criterion"]!["code"], (string?)refused["criterion"]!["title"]));
        Assert.StartsWith("Пункт 1.1.1 «Изучение", (string?)refused["sentence"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_difference_has_no_English_word()
    {
        var bases = await SchoolBases.Open(installation);
        var version = (await bases.Get("")).Json["version"];
        var differences = (await bases.Get($"difference?from=0&to={version}")).Json["items"]!.AsArray();
        Assert.All(differences.Select(d => (string)d!["sentence"]!), sentence => Assert.Equal("", Foreign(sentence)));
    }

    [Fact]
    public void F25_of_a_numbered_paper_has_the_sign_once()
    {
        Assert.Equal("№ 14-а", new InstitutionalText("№ 14-а").Numbered);
        Assert.Equal("№ 14-а", new InstitutionalText("14-а").Numbered);
        Assert.Equal("№ 14-а", new InstitutionalText("N 14-а").Numbered);
        Assert.Equal("№ N14", new InstitutionalText("N14").Numbered);
    }

    [Fact]
    public void Of_missing_evidence_asks_a_document_only_of_an_item() =>
        Assert.Equal("Не хватает подтверждения.", Sentences.OfProblem("evidence-required", CultureInfo.InvariantCulture));

    // Latin letters that are neither an id, a hash, an address, a code with its wording behind it, nor a text in quotes.
    private static string Foreign(string russian) =>
        string.Join(' ', Latin().Matches(Known().Replace(russian, "")).Select(m => m.Value));

    [GeneratedRegex(@"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b[0-9a-f]{64}\b|https://\S+|[A-Za-z0-9._-]+ (?=«)|«[^»]*»(?:[^«]*»)?|"
        + @"(?:определения программ|анкеты|задача|результат|version|target-model)\S* [A-Za-z0-9.-]+")]
    private static partial Regex Known();

    [GeneratedRegex("[A-Za-z]{2,}")]
    private static partial Regex Latin();
}
