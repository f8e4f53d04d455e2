import type { TicketPriority } from "@/lib/tickets/schema";

/** What a kind of ticket sounds like. `{x}` is filled from the linked entity and the generator. */
export type Story = {
  titles: readonly string[];
  descriptions: readonly string[];
  linked:
    | "booking"
    | "shipment"
    | "user"
    | "truck"
    | "operator"
    | "franchise"
    | "document"
    | "payment"
    | null;
  tags: readonly string[];
  priorities: readonly TicketPriority[];
  from: readonly ("driver" | "shipper" | "operator" | "ops_agent" | "franchise_agent" | "system")[];
  queue: "ops_agent" | "finance" | "compliance_officer" | "franchise_agent" | "ops_manager" | "hq_support";
  waitsFor: "AWAITING_SHIPPER" | "AWAITING_OPERATOR" | "AWAITING_FRANCHISE" | "AWAITING_FINANCE";
  replies: readonly string[];
  answers: readonly string[];
  notes: readonly string[];
  resolutions: readonly string[];
  isSensitive?: boolean;
};

export const stories: readonly Story[] = [
  {
    titles: [
      "Payment missing for delivered load {entity}",
      "Carrier invoice {entity} still unpaid after 30 days",
      "Fuel surcharge not included in payment {entity}",
    ],
    descriptions: [
      "The load was delivered and signed for on time, but the payment has not arrived. Our bookkeeping shows nothing from you since the proof of delivery went in. Please tell us when we can expect it.",
      "We sent the invoice with the signed consignment note three weeks ago. The agreed term is fourteen days. Can you check where it is held up?",
    ],
    linked: "payment",
    tags: ["payment", "carrier"],
    priorities: ["HIGH", "MEDIUM", "MEDIUM"],
    from: ["operator", "driver"],
    queue: "finance",
    waitsFor: "AWAITING_FINANCE",
    replies: [
      "Thank you for writing. I found the invoice and am checking which approval is missing. You will hear from me today.",
      "The invoice waits for the second approval because the surcharge differs from the contract. I have asked for it.",
    ],
    answers: [
      "Thanks, please hurry: our own supplier is waiting.",
      "Attached details are in the invoice mail of the 3rd. Nothing has changed since.",
    ],
    notes: [
      "Surcharge table in the contract is from last year. Approved the difference with Daniel by phone.",
      "Bank file of Tuesday was rejected for this IBAN; asked master data to correct it.",
    ],
    resolutions: [
      "Second approval given, payment goes out with the next bank run and the carrier was told the date.",
      "Corrected the bank details, released the payment manually and confirmed receipt with the carrier.",
    ],
  },
  {
    titles: [
      "Insurance papers of truck {entity} expire this week",
      "Truck {entity} blocked: registration expired",
      "Roadworthiness certificate missing for {entity}",
    ],
    descriptions: [
      "The vehicle is planned for two international trips this week, but its papers run out on Thursday. Without the renewed document the trips must be replanned.",
      "The gate refused the vehicle this morning because its registration is expired in our system. The operator says it was renewed last month.",
    ],
    linked: "truck",
    tags: ["compliance", "vehicle"],
    priorities: ["HIGH", "MEDIUM", "CRITICAL"],
    from: ["system", "franchise_agent", "operator"],
    queue: "compliance_officer",
    waitsFor: "AWAITING_OPERATOR",
    replies: [
      "Please send a scan of the renewed certificate, both sides, so that the vehicle can be released.",
      "Received, thank you. I am checking the number against the register.",
    ],
    answers: [
      "Here it is, both sides. The truck stands at the gate, so please be quick.",
      "The authority needs two more days, I have the confirmation of the appointment.",
    ],
    notes: [
      "Register shows the renewal since the 12th, our import missed it. Released by hand, told integration team.",
      "Second time this year for this operator. Put on the monthly review list.",
    ],
    resolutions: [
      "Renewed papers checked against the register and uploaded; vehicle released for planning.",
      "Certificate was valid, the import had failed: record corrected and the gate informed.",
    ],
  },
  {
    titles: [
      "Proof of delivery does not match {entity}",
      "Delivery note of {entity} shows 3 pallets less",
      "Signature missing on proof of delivery {entity}",
    ],
    descriptions: [
      "The consignee signed for 27 pallets, the order says 30. The driver says all were unloaded. The customer has opened a claim and wants an answer before the end of the week.",
      "The photo of the delivery note is unreadable and there is no signature on page two. We cannot invoice the shipment like this.",
    ],
    linked: "document",
    tags: ["delivery-proof", "claim"],
    priorities: ["MEDIUM", "MEDIUM", "HIGH"],
    from: ["shipper", "ops_agent"],
    queue: "ops_agent",
    waitsFor: "AWAITING_SHIPPER",
    replies: [
      "I have asked the driver for the original note and the unloading photos. As soon as they are here I compare them with the order.",
      "Could you send us the consignee's receiving list? The counts differ by exactly one lift.",
    ],
    answers: [
      "Receiving list is attached to the claim. Three pallets were recorded on the next truck.",
      "Our warehouse confirms 27. Please check the other stop of the tour.",
    ],
    notes: [
      "Driver remembers a fourth stop that is not on the plan. Telematics shows 14 minutes there.",
      "Photos confirm 30 lifted off. Customer's scanner skipped a page.",
    ],
    resolutions: [
      "The three pallets were found on the following delivery; note corrected and signed by both sides.",
      "Clear copy with signature obtained from the consignee and attached; shipment released for invoicing.",
    ],
  },
  {
    titles: [
      "Shipment {entity} is late and unreachable",
      "{entity} missed its delivery window",
      "Temperature alarm on shipment {entity}",
    ],
    descriptions: [
      "The truck should have arrived at 06:00. The driver does not answer, and the last position is four hours old. Production at the customer stops at noon.",
      "The slot at the warehouse is gone and the next one is tomorrow. The customer asks for a written explanation and a new time.",
      "The trailer reports 9.4 °C for forty minutes, the limit is 8 °C. The load is pharmaceutical.",
    ],
    linked: "shipment",
    tags: ["late", "transport"],
    priorities: ["CRITICAL", "HIGH", "HIGH"],
    from: ["shipper", "ops_agent", "system"],
    queue: "hq_support",
    waitsFor: "AWAITING_OPERATOR",
    replies: [
      "We have reached the driver's dispatcher. The truck stands in the closure on the A15, new arrival is expected around 11:30.",
      "A new slot is requested for this afternoon, gate 4. I confirm as soon as the warehouse agrees.",
    ],
    answers: [
      "Noon is our hard limit. Please keep us posted every half hour.",
      "Understood, the line is on the second shift's stock until then.",
    ],
    notes: [
      "Telematics unit lost power, not the truck. Operator to swap it at the next stop.",
      "Reefer door was open during a border check: logged by the probe, product temperature never above 7.1.",
    ],
    resolutions: [
      "Delivered at 11:40 with the customer's consent; delay was a closed motorway, written explanation sent.",
      "Logger data show the product stayed within limits; quality released the load and the report is filed.",
    ],
  },
  {
    titles: [
      "Booking {entity} was not finalised automatically",
      "Booking {entity} shows two prices",
      "Cannot cancel booking {entity} in the portal",
    ],
    descriptions: [
      "The booking is accepted on both sides but stays in the state pending. The carrier has not received the order, loading is tomorrow at seven.",
      "The confirmation says one price and the portal another. Please tell us which one counts before we load.",
    ],
    linked: "booking",
    tags: ["booking", "portal"],
    priorities: ["MEDIUM", "HIGH", "LOW"],
    from: ["shipper", "operator", "system"],
    queue: "ops_agent",
    waitsFor: "AWAITING_SHIPPER",
    replies: [
      "I have finalised the booking by hand, the carrier has the order now. We look into why it stopped.",
      "The lower price is the right one: the toll was added twice. A corrected confirmation is on its way.",
    ],
    answers: [
      "Got the new confirmation, thank you.",
      "It happened with another booking as well, from the same lane.",
    ],
    notes: [
      "Same lane as three tickets of last week. The rule for split tolls fires twice; told product.",
      "Queue consumer restarted at 02:10, this one was in flight.",
    ],
    resolutions: [
      "Booking finalised by hand and confirmed by the carrier; the stuck message was replayed.",
      "Price corrected, new confirmation sent, credit note issued for the difference.",
    ],
  },
  {
    titles: [
      "Operator {entity} suspended without notice",
      "Unsuspend operator {entity} after audit",
      "Operator {entity} reports wrong rating",
    ],
    descriptions: [
      "Our account is suspended since this morning and we have four loads on the road. Nobody told us why. Please call back.",
      "The audit of last month is passed, the report is attached to the account. We ask to be released for new bookings.",
    ],
    linked: "operator",
    tags: ["operator", "account"],
    priorities: ["HIGH", "MEDIUM"],
    from: ["operator"],
    queue: "compliance_officer",
    waitsFor: "AWAITING_OPERATOR",
    replies: [
      "The suspension follows from an expired liability insurance. Send us the new policy and the account opens the same day.",
      "The report is complete. I forward it for the release and come back to you.",
    ],
    answers: [
      "The new policy is in force since Monday, see the document.",
      "Please release us before tonight, otherwise we lose the weekend tours.",
    ],
    notes: [
      "Loads on the road may finish; only new bookings are blocked. Told planning.",
      "Insurer confirmed the policy number by phone.",
    ],
    resolutions: [
      "New policy verified with the insurer, suspension lifted, loads on the road were never affected.",
      "Audit report accepted and the operator released; notice texts are being changed.",
    ],
  },
  {
    titles: [
      "Driving licence of {entity} expires in 14 days",
      "Driver {entity} cannot sign in to the app",
      "Working-time record of {entity} incomplete",
    ],
    descriptions: [
      "The licence check shows an end date within two weeks. The driver is planned for international tours until the end of the month.",
      "After the update the app asks for a code that never arrives. The driver cannot accept the next tour.",
    ],
    linked: "user",
    tags: ["driver", "access"],
    priorities: ["MEDIUM", "LOW", "MEDIUM"],
    from: ["driver", "system", "franchise_agent"],
    queue: "franchise_agent",
    waitsFor: "AWAITING_FRANCHISE",
    replies: [
      "I have reset the sign-in and sent a new code to your phone. Please try once more.",
      "Please bring the renewed licence to the branch, we scan it on the spot.",
    ],
    answers: [
      "The code came through now, thanks.",
      "I have an appointment on Friday, here is the confirmation.",
    ],
    notes: [
      "Phone number had a missing digit since the migration.",
      "Planner informed, tours after the 20th go to the reserve.",
    ],
    resolutions: [
      "Phone number corrected, code received, driver signed in and accepted the tour.",
      "Renewed licence scanned and checked, planning restriction removed.",
    ],
  },
  {
    titles: [
      "Label printer at gate 2 prints blank pages",
      "Scanner in hall C loses its connection",
      "VPN drops every ten minutes at {entity}",
      "Mail of the dispatch team delayed",
    ],
    descriptions: [
      "Since the morning shift every second label comes out blank. Restarting helps for a few minutes. We are writing labels by hand.",
      "The connection is lost while scanning and the last five reads are gone. It started after the move to the new access points.",
      "All colleagues at the branch are affected, wired and wireless. Calls drop as well.",
    ],
    linked: "franchise",
    tags: ["it", "hardware"],
    priorities: ["MEDIUM", "LOW", "HIGH"],
    from: ["franchise_agent", "ops_agent"],
    queue: "ops_agent",
    waitsFor: "AWAITING_FRANCHISE",
    replies: [
      "Could you tell me the serial number on the back? I suspect the print head of that series.",
      "I have moved the device to the other channel. Please watch it until noon.",
    ],
    answers: [
      "Serial number is on the photo. It is one of the new ones.",
      "Stable since then, but the one next to it has the same trouble.",
    ],
    notes: [
      "Known fault of this firmware, vendor case open. Rollback is possible.",
      "Power save on the access point. Profile changed for the whole hall.",
    ],
    resolutions: [
      "Firmware rolled back and print head cleaned; twenty test labels without fault.",
      "Profile of the access points changed, no loss of connection since two shifts.",
    ],
  },
  {
    titles: ["Possible double billing of driver {entity}", "Complaint about conduct at delivery by {entity}"],
    descriptions: [
      "Two statements for the same tour with different bank accounts. Please keep this within the smallest circle until it is clear.",
      "The consignee reports a threat at the ramp, with names of witnesses. Handle confidentially, the works council is informed.",
    ],
    linked: "user",
    tags: ["confidential"],
    priorities: ["HIGH", "CRITICAL"],
    from: ["ops_agent", "franchise_agent"],
    queue: "compliance_officer",
    waitsFor: "AWAITING_FRANCHISE",
    replies: [
      "Received. I take this over personally and will speak with everyone involved.",
      "The statements of both sides are recorded. Next step is a conversation at the branch.",
    ],
    answers: ["Thank you for handling this quietly.", "One of the witnesses is back on Monday."],
    notes: [
      "Bank account belongs to a relative. Payroll stopped the second statement.",
      "Camera footage secured until the 30th, access logged.",
    ],
    resolutions: [
      "Second statement withdrawn, account data corrected with the person, no intent found.",
      "Conversation held with all sides, warning issued and recorded; consignee informed.",
    ],
    isSensitive: true,
  },
  {
    titles: [
      "Two proofs of delivery for one stop on {entity}",
      "Duplicate booking {entity} from portal and e-mail",
    ],
    descriptions: [
      "The same stop was signed twice with different times. Invoicing picked the earlier one. Please say which is valid.",
      "The customer booked in the portal and by e-mail. Two trucks are on their way to the same ramp.",
    ],
    linked: "booking",
    tags: ["duplicate"],
    priorities: ["MEDIUM", "HIGH"],
    from: ["ops_agent", "shipper"],
    queue: "ops_manager",
    waitsFor: "AWAITING_SHIPPER",
    replies: [
      "The second truck has been turned around. I clarify with the carrier who pays for the empty kilometres.",
      "The later proof is the valid one, the first was a test of the new device.",
    ],
    answers: [
      "Fine with us, please confirm in writing.",
      "We have changed our process, mails are no longer accepted for bookings.",
    ],
    notes: [
      "Carrier agrees to half. Put on the list for the quarterly talk.",
      "Device was in training mode until 08:15.",
    ],
    resolutions: [
      "Duplicate cancelled with shared costs and confirmed in writing to both sides.",
      "Earlier proof removed from the invoice, corrected document sent.",
    ],
  },
];
