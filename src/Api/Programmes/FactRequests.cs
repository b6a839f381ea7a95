using MentorshipFlow.Api.Http;
using MentorshipFlow.Programmes.Preparation;

namespace MentorshipFlow.Api.Programmes;

/// <summary>A legal act (M47 to M49). An act without number or full date is accepted with a warning.</summary>
/// <param name="Kind">Such as «Приказ».</param>
/// <param name="Date">yyyy-MM-dd, or as the source cites it.</param>
internal sealed record LegalBasis(LegalLevel Level, InstitutionalText Kind, InstitutionalText Title, InstitutionalText? Number = null,
    InstitutionalText? Date = null) : FactRequest;

/// <summary>An objective or an expected result.</summary>
/// <param name="Code">T1 to T10, R1 to R9, or the school's own code.</param>
internal sealed record Aim(string Code, InstitutionalText Text, IReadOnlyList<string>? Indicators = null) : FactRequest;

/// <summary>The value of an indicator that a task of the programme names, before the work or after it (M51 to M60).</summary>
/// <param name="Objective">The code of a task that the programme set.</param>
/// <param name="Indicator">One of its codes of indicators.</param>
/// <param name="Value">A decimal in text, such as <c>4.25</c>.</param>
internal sealed record AimValue(
    string Objective, string Indicator, MeasuredAt At, string Value, InstitutionalText Unit, DateOnly MeasuredOn, InstitutionalText Source)
    : FactRequest;

/// <summary>A resource and its source (M86).</summary>
internal sealed record Resource(ResourceKind Kind, Contour Source, InstitutionalText Title) : FactRequest;

/// <summary>A partner (M62 to M68).</summary>
/// <param name="Kind">Code of the definition's external contour.</param>
internal sealed record Partner(string Kind, Contour Contour, InstitutionalText Title) : FactRequest;

/// <summary>Outreach that was held (M91 to M96).</summary>
/// <param name="Channel">Code of the definition.</param>
internal sealed record Outreach(string Channel, DateOnly On, InstitutionalText? Audience = null, int? Attendance = null,
    Guid? Document = null, InstitutionalText? Url = null) : FactRequest;

/// <summary>A channel that this school does not use.</summary>
internal sealed record OutreachNot(string Channel, PrivateText Reason) : FactRequest;

/// <summary>A survey of needs (M103).</summary>
internal sealed record Survey(DateOnly On, int? Invited = null, int? Responded = null, Guid? Document = null) : FactRequest;

/// <summary>An administrative meeting (M104).</summary>
/// <param name="Protocol">Id of the registered protocol.</param>
internal sealed record Meeting(DateOnly On, Guid? Protocol = null, PrivateText? Decisions = null) : FactRequest;

/// <summary>An entry of the bank of programmes (M105).</summary>
internal sealed record BankEntry(string Form, InstitutionalText Title, string? Variant = null) : FactRequest;

/// <summary>A denominator of the target indicators.</summary>
/// <param name="Band"><c>learners-10-19</c>, <c>learners-15-19</c>, <c>young-specialists</c> or the school's own code.</param>
internal sealed record Contingent(DateOnly AsOf, string Band, int Count, InstitutionalText Source) : FactRequest;

/// <summary>The baseline of one of the nine results.</summary>
/// <param name="Value">A decimal in text, such as <c>4.25</c>.</param>
internal sealed record Baseline(string Result, string Value, InstitutionalText Unit, DateOnly MeasuredOn, InstitutionalText Source)
    : FactRequest;

/// <summary>A course that a curator completed (M44).</summary>
/// <param name="Person">Random id of a curator of the programme.</param>
/// <param name="Hours">Academic hours.</param>
/// <param name="Document">The certificate, in the register of documents.</param>
internal sealed record CuratorCourse(
    Guid Person, InstitutionalText Course, DateOnly From, DateOnly To, int? Hours = null, Guid? Document = null) : FactRequest;

/// <summary>A planned event of a plan beside the stages (M31).</summary>
/// <param name="To">The last day; absent for an event of one day.</param>
internal sealed record PlannedYearEvent(InstitutionalText Title, DateOnly From, DateOnly? To = null) : FactRequest;

/// <summary>A held event of a plan beside the stages (M37).</summary>
/// <param name="Planned">The planned event.</param>
internal sealed record HeldYearEvent(
    InstitutionalText Title, DateOnly On, Guid? Planned = null, int? Attendance = null, Guid? Document = null) : FactRequest;
