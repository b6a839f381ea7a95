namespace MentorshipFlow.Papers;

/// <summary>A paper that the program makes. The code is the name in kebab-case: where the definition has a document with this code, the
/// paper can be registered as it.</summary>
public enum PaperKind
{
    /// <summary>Order on introducing the model (M30).</summary>
    IntroductionOrder,

    /// <summary>Order that appoints the curator (M101).</summary>
    CuratorOrder,

    /// <summary>Order on pairs and groups, and its amendments (M32, M146).</summary>
    GroupsOrder,

    /// <summary>Order on encouragement (M170).</summary>
    EncouragementOrder,

    /// <summary>Order on the final event (M172).</summary>
    FinalEventOrder,

    /// <summary>Regulation on mentoring (M27).</summary>
    MentoringRegulation,

    /// <summary>Road map (M100).</summary>
    Roadmap,

    /// <summary>Both bases (M33).</summary>
    BasesRegister,

    /// <summary>Consents, filled in and to be signed (M110, M122).</summary>
    ConsentForm,

    /// <summary>A questionnaire to be answered on paper (M109).</summary>
    Questionnaire,

    /// <summary>Individual development plan (M147).</summary>
    DevelopmentPlan,

    /// <summary>Personalised programme and route of a teacher (M29).</summary>
    EducationalRoute,

    /// <summary>Minutes of a meeting (M91 to M93, M104).</summary>
    Protocol,

    /// <summary>Letter of thanks to a partner (M171).</summary>
    Letter,

    /// <summary>Slips for families with a personal link.</summary>
    FamilySlip,

    /// <summary>Certificate of results (M35).</summary>
    ResultsCertificate,

    /// <summary>Act of destruction of a person's data (L9). It belongs to no programme.</summary>
    Act,
}

/// <summary>A paper and the choices of one who asks for it.</summary>
/// <param name="Of">The document it is registered as, or its subject: a person, a fact, a certificate. All where absent.</param>
/// <param name="Purpose">Of a consent.</param>
/// <param name="Person">Whom an order appoints.</param>
public sealed record PaperRequest(
    PaperKind Kind, Guid? Of = null, ConsentPurpose Purpose = ConsentPurpose.Participation, Guid? Person = null)
{
    /// <summary>The stable code, such as <c>introduction-order</c>.</summary>
    public string Code => Kebab.Of(Kind.ToString());
}
