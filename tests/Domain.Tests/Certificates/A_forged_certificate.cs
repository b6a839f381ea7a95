using MentorshipFlow.Certificates;
using MentorshipFlow.Domain.Tests.Definitions;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Certification;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Preparation;
using static MentorshipFlow.Domain.Tests.Certificates.History;
using static MentorshipFlow.Domain.Tests.Certificates.School49;

namespace MentorshipFlow.Domain.Tests.Certificates;

public class A_forged_certificate
{
    private static readonly IReadOnlyList<HistoryEntry> True = Year().Entries;
    private static readonly Certificate Issued = CertificateOf(True, Parameters);

    public static TheoryData<string, CertificateParameters> Parameter => new()
    {
        { "id", Parameters with { Id = Id("other") } },
        { "number", Parameters with { Number = new("8") } },
        { "date", Parameters with { Date = Day("2022-08-30") } },
        { "as of", Parameters with { AsOf = Day("2022-08-30") } },
        { "conclusions", Parameters with { Conclusions = Secret("Другие выводы") } },
        { "no conclusions", Parameters with { Conclusions = null } },
        { "signatory", Parameters with { Signatory = Id("other") } },
        { "position", Parameters with { SignatoryPosition = new("И. о. директора") } },
        { "replaces", Parameters with { Replaces = Id("other") } },
    };

    [Theory]
    [MemberData(nameof(Parameter))]
    public void Has_another_hash_when_one_parameter_is_another(string name, CertificateParameters forged) =>
        Assert.True(CertificateOf(True, forged).ContentHash != Issued.ContentHash, name);

    [Fact]
    public void Has_another_hash_for_another_programme_or_definition()
    {
        var other = TargetModel.Accepted(
            TargetModel.WithoutPeople.Text.Replace("\"lateEntryDays\":30", "\"lateEntryDays\":31", StringComparison.Ordinal));
        Assert.NotEqual(Issued.ContentHash,
            Certificate.From(Id("other"), Chronicle.Of(True), TargetModel.WithoutPeople, Parameters).ContentHash);
        Assert.NotEqual(Issued.ContentHash, Certificate.From(History.Programme, Chronicle.Of(True), other, Parameters).ContentHash);
    }

    [Fact]
    public void Has_another_hash_when_the_last_leaf_is_another() =>
        Assert.NotEqual(Issued.ContentHash,
            CertificateOf([.. True.SkipLast(1), True[^1] with { Leaf = $"{Hash.Zero}" }], Parameters).ContentHash);

    [Fact]
    public void Has_another_hash_when_the_tail_is_cut() => Assert.All(
        Enumerable.Range(1, True.Count - 1),
        length => Assert.NotEqual(Issued.ContentHash, CertificateOf([.. True.Take(length)], Parameters).ContentHash));

    [Fact]
    public void Has_another_hash_when_an_act_is_complete_that_was_not() =>
        Assert.Equal(["-", "Предупреждения"], Changed<Fact.LegalBasisRegistered>(e => e with { Complete = true }, e => !e.Complete));

    [Fact]
    public void Shows_a_goal_and_a_title_that_were_changed() =>
        Assert.Equal(["Программа", "Цель"],
            Changed<CharterEvent.ProgrammeDrafted>(e => e with { Goal = new("Другая"), Title = new("Другая") }));

    [Fact]
    public void Shows_an_attendance_that_was_changed() =>
        Assert.Equal(["Родительские собрания, посещаемость"],
            Changed<Fact.OutreachHeld>(e => e with { Attendance = 313 }, e => e.Channel == "parents-meeting"));

    [Fact]
    public void Shows_a_day_that_was_made_punctual() => Assert.Equal(
        ["Этап 7, в срок, %", "Этап 7, опоздание, наибольшее, дней", "Всего, в срок, %", "Всего, опоздание, наибольшее, дней"],
        Changed<PreparationEvent.RoadmapItemCompleted>(e => e, e => e.Item == "7.2.2",
            head => head with { EffectiveOn = Day("2022-05-31") }));

    [Fact]
    public void Shows_a_plan_that_was_changed() => Assert.Equal(
        ["Этап 5, в срок, %", "Этап 5, опоздание, наибольшее, дней", "Всего, в срок, %"],
        Changed<PreparationEvent.RoadmapApproved>(e =>
            e with { Items = [.. e.Items.Select(i => i.Item == "5.2.3" ? i with { PlannedTo = Day("2021-11-20") } : i)] }));

    [Fact]
    public void Shows_a_warning_that_was_hushed_up() =>
        Assert.Equal(["-", "Предупреждения"],
            Changed<PreparationEvent.RoadmapApproved>(e => e with { Warnings = [] }).Order(StringComparer.Ordinal));

    [Fact]
    public void Shows_a_curator_who_was_another() =>
        Assert.Equal(["-"], Changed<PreparationEvent.CuratorAppointed>(e => e with { Person = Id("other") }));

    [Fact]
    public void Shows_a_file_that_was_another() =>
        Assert.Equal(["-"], Changed<DocumentEvent.DocumentFileAttached>(e => e with { File = e.File with { Sha256 = $"{Hash.Zero}" } }));

    [Fact]
    public void Shows_a_self_approval_that_was_denied() => Assert.Equal(
        ["-", "Этап 2, утверждён работавшим над ним", "Этапы, утверждённые работавшим над ними"],
        Changed<GateEvent.StageApproved>(e => e with { SelfApproval = false, SelfApprovalGrounds = [] }, e => e.Stage == 2)
            .Order(StringComparer.Ordinal));

    [Fact]
    public void Shows_an_approver_a_role_and_a_day_that_were_changed() => Assert.Equal(
        ["Этап 4, утверждён", "Этап 4, утвердил", "Этап 4, длительность, дней"],
        Changed<GateEvent.StageApproved>(
            e => e with { Approver = Id("other") }, e => e.Stage == 4,
            head => head with { Role = "head", EffectiveOn = Day("2021-11-02") }));

    [Fact]
    public void Shows_a_waiver_s_reason_that_was_changed() =>
        Assert.Equal(["-"], Changed<GateEvent.GateCriterionWaived>(e => e with { Reason = Secret("Другая") }));

    [Fact]
    public void Shows_a_remark_that_was_dropped() =>
        Assert.Equal(["-"], Changed<GateEvent.StageReturned>(e => e with { Remarks = [e.Remarks[0]] }));

    [Fact]
    public void Shows_a_late_entry_that_was_dated_back() => Assert.Equal(
        ["Поздние записи, более 30 дней", "-"],
        Changed<PreparationEvent.RoadmapItemCompleted>(e => e, e => e.Item == "7.2.6",
            head => head with { RecordedAt = "2022-07-20T09:00:00.000000Z" }));

    [Fact]
    public void Takes_its_parameters_from_the_event_that_issued_it()
    {
        var p = Parameters with { Replaces = Id("first") };
        Assert.Equal(p, CertificateParameters.Of(new CertificationEvent.CertificateIssued(
            p.Id, p.Number, p.Date, 125, Certificate.Format, Issued.ContentHash, p.AsOf, p.Conclusions, p.Signatory, p.SignatoryPosition,
            p.Replaces)));
    }

    // The labels of the lines that change when the first matching event is replaced.
    private static string[] Changed<T>(Func<T, T> change, Func<T, bool>? which = null, Func<Recorded, Recorded>? head = null)
        where T : ProgrammeEvent
    {
        HistoryEntry[] forged = [.. True];
        var at = Array.FindIndex(forged, entry => entry.Event is T e && (which?.Invoke(e) ?? true));
        forged[at] = forged[at] with { Event = change((T)forged[at].Event), Head = head?.Invoke(forged[at].Head) ?? forged[at].Head };
        var certificate = CertificateOf(forged, Parameters);
        Assert.NotEqual(Issued.ContentHash, certificate.ContentHash);
        return Text.Differences(Issued, certificate);
    }
}
