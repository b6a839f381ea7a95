using MentorshipFlow.Programmes;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Vault;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.System.Tests.Ledger;

[Collection(OnALedger.Name)]
public sealed class Persons_in_the_vault(LedgerTestBed bed)
{
    private static readonly PersonDetails Ada = new("Байронова Ада", new DateOnly(2012, 12, 10), "ada@school.example", "+7 900 000-00-01",
        Representative: "Мать, +7 900 000-00-02");

    [Fact]
    public async Task Are_opened_and_match_the_commitment_of_their_event()
    {
        await using var node = bed.Node();
        var (school, person) = (School.New(bed), Some.Id());
        var reference = await Registered(node, school, (person, Ada));

        var opened = await node.Get<PersonVault>().Open(school.Id, [person, Some.Id()], LedgerTestBed.Stop);

        Assert.Equal(new OpenedPerson(reference, Ada), Assert.Single(opened).Value);
        Assert.Empty(await node.Get<PersonVault>().Open(Some.Id(), [person], LedgerTestBed.Stop));
    }

    [Fact]
    public async Task Are_recognised_whatever_the_spelling()
    {
        await using var node = bed.Node();
        var (school, person) = (School.New(bed), Some.Id());
        await Registered(node, school, (person, Ada with { FullName = "Семёнов-Тян-Шанский  Пётр" }));

        var found = await node.Get<PersonVault>().Same(
            school.Id, [Ada, Ada with { FullName = " СЕМЕНОВ – ТЯН-ШАНСКИЙ петр" },
                Ada with { FullName = "Семёнов-Тян-Шанский Пётр", BirthDate = null }], LedgerTestBed.Stop);

        Assert.Equal([[], [person], []], found.Select(f => f.Persons));
        Assert.Empty((await node.Get<PersonVault>().Same(Some.Id(), [Ada], LedgerTestBed.Stop)).Single().Persons);
    }

    [Fact]
    public async Task Are_recognised_by_the_year_if_no_more_is_known()
    {
        await using var node = bed.Node();
        var (school, day, year) = (School.New(bed), Some.Id(), Some.Id());
        var (clover, thyme) = (new PersonDetails("Кленов Клевер", new DateOnly(2009, 3, 5)),
            new PersonDetails("Ясенев Чабрец", BirthYear: 2009));
        await Registered(node, school, (day, clover));
        await Registered(node, school, (year, thyme));

        PersonDetails[] asked =
        [
            clover, clover with { BirthDate = null, BirthYear = 2009 }, clover with { BirthDate = new(2009, 3, 6) },
            clover with { BirthDate = null, BirthYear = 2010 }, clover with { BirthDate = null },
            thyme, thyme with { BirthDate = new(2009, 12, 30), BirthYear = null }, thyme with { BirthYear = 2010 },
            thyme with { BirthYear = null },
        ];
        (Guid[], bool)[] expected = [([day], true), ([day], false), ([], false), ([], false), ([], false), ([year], false), ([year], false),
            ([], false), ([], false)];

        Assert.Equal(expected.Select(e => (string.Join(',', e.Item1), e.Item2)), await Same());

        async Task<IEnumerable<(string, bool)>> Same() =>
            (await node.Get<PersonVault>().Same(school.Id, asked, LedgerTestBed.Stop))
                .Select(f => (string.Join(',', f.Persons), f.SameDay));
    }

    [Fact]
    public async Task Are_registered_once_even_by_two_at_the_same_moment()
    {
        await using var node = bed.Node();
        var school = School.New(bed);
        var both = await Task.WhenAll(Register(), Register());

        Assert.Single(both, outcome => outcome is Outcome<Programme>.Done);
        Assert.Single(both, outcome => outcome is Outcome<Programme>.Refused { Refusal: { Reason: Reason.PersonAlreadyRegistered } });

        await Registered(node, school, (Some.Id(), Ada), namesake: true);

        async Task<Outcome<Programme>> Register()
        {
            var draft = node.Get<PersonVault>().Draft(school.Id);
            draft.Register(Some.Id(), Ada);
            return await node.Decide(Some.Id(), school.Draft(), school.Context(beside: draft.Rows));
        }
    }

    [Fact]
    public async Task Are_written_by_the_hundred_in_one_decision_and_four_statements()
    {
        await using var node = bed.Node();
        var school = School.New(bed);
        var draft = node.Get<PersonVault>().Draft(school.Id);
        Guid[] persons = [.. Enumerable.Range(0, 500).Select(_ => Some.Id())];
        foreach (var (n, person) in persons.Index())
        {
            draft.Register(person, Ada with { FullName = $"Ученик {n}" });
            await draft.Seal(TextVault.OwnerOfPerson(person), $"Запрос {n}", LedgerTestBed.Stop);
        }

        Assert.Equal(4, draft.Rows.Count);
        await school.Done(node, Some.Id(), school.Draft(), school.Context(beside: draft.Rows));

        var opened = await node.Get<PersonVault>().Open(school.Id, persons, LedgerTestBed.Stop);
        Assert.Equal(persons.Index().Select(p => $"Ученик {p.Index}"), persons.Select(p => opened[p].Details.FullName));
        Assert.Equal(500, await bed.Ask<long>("select count(distinct owner) from vault.texts where organisation = $1", Value(school.Id)));
    }

    [Fact]
    public async Task Leave_nothing_of_a_refused_decision()
    {
        await using var node = bed.Node();
        var (school, person) = (School.New(bed), Some.Id());
        var draft = node.Get<PersonVault>().Draft(school.Id);
        draft.Register(person, Ada);

        Assert.IsType<Outcome<Programme>.Refused>(await node.Decide(Some.Id(), School.Resource(), school.Context(beside: draft.Rows)));

        Assert.Equal(0, await bed.Ask<long>("select count(*) from keys.data_keys where owner = $1",
            Value(TextVault.OwnerOfPerson(person))));
        Assert.Empty(await node.Get<PersonVault>().Present(school.Id, [person], LedgerTestBed.Stop));
    }

    [Fact]
    public async Task Lose_their_earlier_details_when_they_are_replaced()
    {
        await using var node = bed.Node();
        var (school, person) = (School.New(bed), Some.Id());
        await Registered(node, school, (person, Ada));
        var draft = node.Get<PersonVault>().Draft(school.Id);
        var reference = await draft.Replace(person, Ada with { Phone = "+7 900 000-00-09" }, LedgerTestBed.Stop);
        await school.Done(node, Some.Id(), school.Draft(), school.Context(beside: draft.Rows));

        var opened = await node.Get<PersonVault>().Open(school.Id, [person], LedgerTestBed.Stop);

        Assert.Equal((reference, "+7 900 000-00-09"), (opened[person].Reference, opened[person].Details.Phone));
        Assert.Equal(1, await bed.Ask<long>("select count(*) from vault.people where person = $1", Value(person)));
    }

    [Fact]
    public async Task Have_texts_that_only_a_disclosure_opens()
    {
        await using var node = bed.Node();
        var (school, person) = (School.New(bed), Some.Id());
        await Registered(node, school, (person, Ada));
        var text = await node.Vault.Seal(school.Id, TextVault.OwnerOfPerson(person), "Тихий голос", LedgerTestBed.Stop);
        await school.Done(node, Some.Id(), school.Draft(), school.Context(beside: [text.Row]));

        Assert.Empty(await node.Vault.Open(school.Id, [text.Reference], LedgerTestBed.Stop));
        Assert.Empty(await node.Vault.OpenAbout(school.Id, [Some.Id()], [text.Reference], LedgerTestBed.Stop));
        Assert.Equal("Тихий голос",
            (await node.Vault.OpenAbout(school.Id, [person], [text.Reference], LedgerTestBed.Stop))[text.Reference.Ref]);
        Assert.Equal(["Тихий голос"], (await node.Vault.OpenAll(school.Id, person, LedgerTestBed.Stop)).Values);
    }

    [Fact]
    public async Task Without_a_key_get_no_texts()
    {
        await using var node = bed.Node();
        var (school, nobody) = (School.New(bed), Some.Id());
        var text = await node.Vault.Seal(school.Id, TextVault.OwnerOfPerson(nobody), "Никому", LedgerTestBed.Stop);
        await school.Done(node, Some.Id(), school.Draft(), school.Context(beside: [text.Row]));

        Assert.Equal(0, await bed.Ask<long>("select count(*) from vault.texts where ref = $1", Value(text.Reference.Ref)));
        Assert.Equal(0, await bed.Ask<long>("select count(*) from keys.data_keys where owner = $1",
            Value(TextVault.OwnerOfPerson(nobody))));
    }

    [Theory]
    [InlineData(" ", null, "fullName"), InlineData("Ада", "1850-01-01", "birthDate"), InlineData("Ада", "2026-11-21", "birthDate"),
        InlineData("Ада\u0007", null, "fullName"), InlineData("Ада", "2012-12-10", null)]
    public void Are_checked_before_they_are_sealed(string name, string? born, string? fault) =>
        Assert.Equal(fault, new PersonDetails(name, born is null ? null
            : DateOnly.Parse(born, global::System.Globalization.CultureInfo.InvariantCulture)).Fault(School.Today));

    private static async Task<TextReference> Registered(LedgerNode node, School school, (Guid Id, PersonDetails Details) person,
        bool namesake = false)
    {
        var draft = node.Get<PersonVault>().Draft(school.Id);
        var reference = draft.Register(person.Id, person.Details, namesake);
        await school.Done(node, Some.Id(), school.Draft(), school.Context(beside: draft.Rows));
        return reference;
    }
}
